import { describe, expect, it } from "vitest";
import { admit, closedBreaker, settle, type Breaker } from "./breaker";

/** The breaker after `count` calls in a row that failed at `now`. */
function failing(count: number, now: number): Breaker {
  let breaker: Breaker = closedBreaker;
  for (let index = 0; index < count; index += 1) breaker = settle(breaker, "pass", false, now);
  return breaker;
}

describe("a circuit breaker", () => {
  it("lets calls pass while they succeed now and then", () => {
    let breaker = failing(2, 0);
    breaker = settle(breaker, "pass", true, 0);
    breaker = settle(breaker, "pass", false, 0);
    breaker = settle(breaker, "pass", false, 0);
    expect(admit(breaker, 0).decision).toBe("pass");
  });

  it("refuses for five seconds after three failures in a row", () => {
    const breaker = failing(3, 1_000);
    expect(breaker).toEqual({ state: "open", until: 6_000 });
    expect(admit(breaker, 1_000).decision).toBe("refuse");
    expect(admit(breaker, 5_999).decision).toBe("refuse");
  });

  it("then lets one probe through, and only one", () => {
    const { decision, next } = admit(failing(3, 0), 5_000);
    expect(decision).toBe("probe");
    expect(admit(next, 5_000).decision).toBe("refuse");
    expect(admit(next, 5_999).decision).toBe("refuse");
  });

  it("sends another probe when the first one never reported", () => {
    const { next } = admit(failing(3, 0), 5_000);
    expect(admit(next, 6_000).decision).toBe("probe");
  });

  it("closes after a probe that succeeded and opens again after one that failed", () => {
    const { next } = admit(failing(3, 0), 5_000);
    expect(settle(next, "probe", true, 5_100)).toEqual({ state: "closed", failures: 0 });
    expect(settle(next, "probe", false, 5_100)).toEqual({ state: "open", until: 10_100 });
  });

  it("is not moved by calls that went out before it opened", () => {
    const breaker = failing(3, 0);
    expect(settle(breaker, "pass", true, 100)).toEqual({ state: "open", until: 5_000 });
    expect(settle(breaker, "pass", false, 4_000)).toEqual({ state: "open", until: 5_000 });
  });
});
