import { PlazaError, toProblem, type ProblemCode } from "../http/problem";
import { ref, type Json } from "./components";
import type { Answer, Operation } from "./operation";

export function toAnswer({ description, content = {}, headers = {} }: Answer): Json {
  const bodies = Object.entries(content).map(([type, { schema, example }]) => [
    type,
    { ...(schema && { schema: ref(schema) }), ...(example !== undefined && { example }) },
  ]);
  const named = Object.entries(headers).map(([name, text]) => [
    name,
    { description: text, schema: { type: "string" } },
  ]);
  return {
    description,
    ...(named.length > 0 && { headers: Object.fromEntries(named) }),
    ...(bodies.length > 0 && { content: Object.fromEntries(bodies) }),
  };
}

/** What `route()` answers by itself, and what the operation adds, by status. */
export function toProblems(operation: Operation): Json {
  const { access, scope, method, params, query, body, problems = [] } = operation;
  const codes = new Set<ProblemCode>([
    ...((access !== "anyone" && access !== "address") || scope
      ? (["not_signed_in", "banned"] as const)
      : []),
    // An API token without the scope, or on a route that takes none.
    ...(access === "address" ? [] : (["forbidden"] as const)),
    ...(params ? (["not_found"] as const) : []),
    ...(query || body ? (["invalid_input"] as const) : []),
    ...(body ? (["invalid_json", "payload_too_large"] as const) : []),
    ...(method === "get" || access === "address" ? [] : (["origin_refused"] as const)),
    ...problems,
  ]);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = toProblem(new PlazaError(code));
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const statuses = [...byStatus.keys()].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [status, toProblemAnswer(status, byStatus.get(status) ?? [])]),
  );
}

const problemHeaders: Partial<Record<number, Record<string, string>>> = {
  401: { "WWW-Authenticate": "What is wrong with the token (RFC 6750)" },
  429: { "Retry-After": "Seconds" },
};

function toProblemAnswer(status: number, codes: ProblemCode[]): Json {
  return toAnswer({
    description: codes.map((code) => `\`${code}\``).join(", "),
    ...(problemHeaders[status] && { headers: problemHeaders[status] }),
    content: { "application/problem+json": { schema: "Problem" } },
  });
}
