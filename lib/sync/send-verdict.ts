import { PlazaError, toProblem, type Problem } from "../http/problem";

/** What to do with a message whose sending failed: wait and send it again, or tell its author. */
export type Verdict = { kind: "wait"; ms: number } | { kind: "failed"; problem: Problem };

const longestWaitMs = 30_000;
/** A message that breaks the server time and again must not hold up those behind it. */
const mostFaults = 5;
const limitedWaitMs = 5_000;

/** `attempts` counts the failures of this message including this one; `random` is at least 0 and less than 1. */
export function judgeSending(error: unknown, attempts: number, random: number): Verdict {
  const code = error instanceof PlazaError ? error.code : "unavailable";
  if (error instanceof PlazaError && code === "rate_limited") {
    const seconds = error.options.retryAfterSeconds;
    return { kind: "wait", ms: seconds === undefined ? limitedWaitMs : seconds * 1000 };
  }
  // Its author may sign in again, here or in another tab; nobody else's session takes it.
  if (code === "not_signed_in") return { kind: "wait", ms: longestWaitMs };
  const mayPass = code === "unavailable" || (code === "internal" && attempts < mostFaults);
  if (!mayPass) return { kind: "failed", problem: toProblem(error) };
  const ceiling = Math.min(longestWaitMs, 1_000 * 2 ** (attempts - 1));
  return { kind: "wait", ms: Math.round(ceiling * (0.5 + 0.5 * random)) };
}

/** Whether it is the files that the server did not want. */
export function namesFiles(problem: Problem): boolean {
  return problem.errors?.some(({ field }) => field.startsWith("attachmentIds")) ?? false;
}
