import type { $ZodObject } from "zod/v4/core";
import type { Access } from "../http/authenticate";
import type { ProblemCode } from "../http/problem";
import type { TokenScope } from "../token/schema";
import type { SchemaName } from "./schemas";

type Method = "get" | "post" | "put" | "patch" | "delete";

type Body = { schema: SchemaName; required?: boolean; examples?: Record<string, unknown> };

export type Answer = {
  description: string;
  /** By content type; without it the answer has no body. */
  content?: Record<string, { schema?: SchemaName; example?: unknown }>;
  headers?: Record<string, string>;
};

/** One call of the API as programs see it. What `route()` adds by itself is not repeated here. */
export type Operation = {
  method: Method;
  /** As in OpenAPI: `/api/share/{shareId}`. */
  path: string;
  id: string;
  tag: "shares" | "tokens" | "chat" | "hooks" | "bots";
  summary: string;
  description?: string;
  access: Exclude<Access, "operator">;
  scope?: TokenScope;
  params?: $ZodObject;
  query?: $ZodObject;
  /** By content type. */
  body?: Record<string, Body>;
  answers: Record<number, Answer>;
  /** Besides those of authentication, of the origin, and of input that does not parse. */
  problems?: ProblemCode[];
};

/** The body of an answer in JSON. */
export function inJson(schema: SchemaName, example?: unknown): Answer["content"] {
  return { "application/json": { schema, example } };
}
