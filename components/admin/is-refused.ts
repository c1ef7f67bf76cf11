import { PlazaError, type ProblemCode } from "@/lib/http/problem";

const refusals: ReadonlySet<ProblemCode> = new Set(["not_signed_in", "banned", "forbidden"]);

/** Whether a call of the dashboard says that whoever looks has no right to, or none any more. */
export function isRefused(error: unknown): error is PlazaError {
  return error instanceof PlazaError && refusals.has(error.code);
}
