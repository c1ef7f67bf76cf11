/** A circuit breaker as plain data and pure functions; times are milliseconds since the epoch. */

const breakerRules = {
  /** Failures in a row that open it. */
  failures: 3,
  /** How long it stays open before one call may try again. */
  openMs: 5_000,
  /** A probe that has not reported by then (its request may have died) gives way to another. */
  probeMs: 1_000,
} as const;

export type Breaker =
  | { state: "closed"; failures: number }
  | { state: "open"; until: number }
  /** One call is under way to see whether the other side is back. */
  | { state: "probing"; until: number };

/** `probe`: go ahead, alone; `refuse`: fail without calling. */
export type BreakerDecision = "pass" | "probe" | "refuse";

export const closedBreaker: Breaker = { state: "closed", failures: 0 };

/** Whether a call may go out at `now`, and the breaker after that decision. */
export function admit(breaker: Breaker, now: number): { decision: BreakerDecision; next: Breaker } {
  if (breaker.state === "closed") return { decision: "pass", next: breaker };
  if (now < breaker.until) return { decision: "refuse", next: breaker };
  return {
    decision: "probe",
    next: { state: "probing", until: now + breakerRules.probeMs },
  };
}

/**
 * The breaker after a call that `admit` let through has ended. Calls that went out before it opened
 * change nothing any more: only a probe closes it.
 */
export function settle(
  breaker: Breaker,
  decision: "pass" | "probe",
  succeeded: boolean,
  now: number,
): Breaker {
  if (decision === "probe") {
    return succeeded ? closedBreaker : { state: "open", until: now + breakerRules.openMs };
  }
  if (breaker.state !== "closed") return breaker;
  if (succeeded) return closedBreaker;
  const failures = breaker.failures + 1;
  return failures >= breakerRules.failures
    ? { state: "open", until: now + breakerRules.openMs }
    : { state: "closed", failures };
}
