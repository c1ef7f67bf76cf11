import { describe, expect, it } from "vitest";
import { createSlidingWindow } from "./sliding-window";

const tenPerTenSeconds = { limit: 10, windowMs: 10_000 };

describe("a sliding window", () => {
  it("allows ten actions, then says when the first of them leaves the window", () => {
    const window = createSlidingWindow(tenPerTenSeconds);
    for (let second = 0; second < 5; second += 1) {
      expect(window.take("ann", second * 1000)).toEqual({ ok: true });
      expect(window.take("ann", second * 1000)).toEqual({ ok: true });
    }
    expect(window.take("ann", 4_500)).toEqual({ ok: false, retryAfterSeconds: 6 });
    expect(window.take("ann", 9_999)).toEqual({ ok: false, retryAfterSeconds: 1 });
    expect(window.take("ann", 10_000)).toEqual({ ok: true });
    expect(window.take("ann", 10_000)).toEqual({ ok: true });
    expect(window.take("ann", 10_000)).toEqual({ ok: false, retryAfterSeconds: 1 });
  });

  it("does not count what it refused", () => {
    const window = createSlidingWindow({ limit: 1, windowMs: 1_000 });
    expect(window.take("ann", 0)).toEqual({ ok: true });
    expect(window.take("ann", 900)).toEqual({ ok: false, retryAfterSeconds: 1 });
    expect(window.take("ann", 1_000)).toEqual({ ok: true });
  });

  it("counts each member apart", () => {
    const window = createSlidingWindow({ limit: 1, windowMs: 1_000 });
    expect(window.take("ann", 0)).toEqual({ ok: true });
    expect(window.take("bob", 0)).toEqual({ ok: true });
    expect(window.take("ann", 1)).toEqual({ ok: false, retryAfterSeconds: 1 });
  });

  it("takes a slot back that turned out to be a repeat", () => {
    const window = createSlidingWindow({ limit: 2, windowMs: 1_000 });
    window.take("ann", 0);
    window.take("ann", 1);
    window.giveBack("ann");
    expect(window.take("ann", 2)).toEqual({ ok: true });
    expect(window.take("ann", 3)).toEqual({ ok: false, retryAfterSeconds: 1 });
    window.giveBack("bob");
  });

  it("remembers no more members than it may", () => {
    const window = createSlidingWindow({ limit: 1, windowMs: 1_000, maxKeys: 2 });
    window.take("ann", 0);
    window.take("bob", 1);
    window.take("cid", 2);
    expect(window.take("bob", 3)).toEqual({ ok: false, retryAfterSeconds: 1 });
    expect(window.take("ann", 3)).toEqual({ ok: true });
  });
});
