import { isProblemCode } from "../../lib/http/problem";

export type Answer = { status: number; type: string; text: string };

/** Words of the inside that no answer may say. */
const inside = /SQLITE_|D1_ERROR|Failed query|TypeError|ReferenceError|\n\s+at \S+ \(|node_modules/;

/** What is wrong with an answer to whatever was sent, or null: a failure of ours, or a refusal that is no problem. */
export function findFault(path: string, { status, type, text }: Answer): string | null {
  if (status >= 500) return `a failure of ours: ${status} ${text.slice(0, 300)}`;
  const isPage = !path.startsWith("/api/");
  if (!isPage && inside.test(text)) return `words of the inside: ${text.slice(0, 300)}`;
  if (status < 400 || isPage) return null;
  if (!type.startsWith("application/problem+json")) return `a refusal that is ${type}`;
  return findProblemFault(text, status);
}

/** The same of the body of a problem, which stands in `nack` frames as well. */
export function findProblemFault(text: string, status?: number): string | null {
  const problem: { code?: unknown; status?: unknown; errors?: unknown } = JSON.parse(text);
  if (!isProblemCode(problem.code) || problem.code === "internal") {
    return `a code that is none: ${text}`;
  }
  if (status !== undefined && problem.status !== status) return `${status}, and says ${text}`;
  if (problem.code !== "invalid_input") return null;
  const errors: unknown[] = Array.isArray(problem.errors) ? problem.errors : [];
  const isNamed = errors.length > 0 && errors.every(hasField);
  return isNamed ? null : `a field that is not named: ${text}`;
}

function hasField(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "field" in error &&
    typeof error.field === "string" &&
    error.field !== ""
  );
}
