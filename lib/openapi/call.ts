import type { $ZodObject } from "zod/v4/core";
import type { Access } from "../http/authenticate";
import type { TokenScope } from "../token/schema";
import type { Answer, Operation } from "./operation";
import type { SchemaName } from "./schemas";

/** A call as the lists write it: what is not said is for whoever is signed in, in JSON, without a body. */
export type Call = Pick<
  Operation,
  "method" | "path" | "id" | "summary" | "description" | "problems"
> & {
  params?: $ZodObject;
  query?: $ZodObject;
  access?: Exclude<Access, "operator">;
  scope?: TokenScope;
  body?: SchemaName;
  /** Other than JSON. */
  bodyType?: string;
  answer: [status: number, description: string, schema?: SchemaName];
  /** Types of an answer that is a file. */
  files?: string[];
  /** Besides the answer, what a repeat is answered. */
  again?: string;
};

export function toOperation(tag: Operation["tag"], call: Call): Operation {
  const { answer, again, files, body, bodyType = jsonType, access = "member", ...rest } = call;
  const [status, description, schema] = answer;
  const types = files?.map((type) => [type, {}] as const);
  const content = schema ? { [jsonType]: { schema } } : types && Object.fromEntries(types);
  const answers: Record<number, Answer> = {
    [status]: { description, ...(content && { content }) },
  };
  if (again) answers[200] = { description: again, ...(content && { content }) };
  return { ...rest, tag, access, answers, ...(body && { body: { [bodyType]: { schema: body } } }) };
}

const jsonType = "application/json";
