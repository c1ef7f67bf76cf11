import { PlazaError, toProblem, type Problem, type ProblemCode } from "../http/problem";

/** The same as a `PlazaError`: a network that failed is a part that is not available. */
export function toPlazaError(error: unknown): PlazaError {
  return error instanceof PlazaError ? error : new PlazaError("unavailable", { cause: error });
}

export function toShownProblem(error: unknown): Problem {
  return toProblem(toPlazaError(error));
}

/** Whether the answer says that this room is none of mine (any more). */
export function saysGone(error: unknown): error is PlazaError {
  return error instanceof PlazaError && goneCodes.has(error.code);
}

const goneCodes: ReadonlySet<ProblemCode> = new Set(["not_found", "gone", "banned"]);

/** A server that answers "slower" is there. */
export function saysReachable(error: unknown): boolean {
  return error === null || (error instanceof PlazaError && error.code === "rate_limited");
}

/** Why a socket was closed for good, as a problem. */
export function toKickCode(reason: string): ProblemCode {
  return reason === "banned" || reason === "room_banned" ? reason : "not_a_member";
}
