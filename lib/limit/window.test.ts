import { expect, it } from "vitest";
import { judge } from "./window";

const fivePerMinute = { limit: 5, windowSeconds: 60 };

it("lets the last action of a window through and refuses the next until the window ends", () => {
  expect(judge({ count: 5, startedAt: 1_000 }, fivePerMinute, 31_000)).toEqual({ ok: true });
  expect(judge({ count: 6, startedAt: 1_000 }, fivePerMinute, 31_000)).toEqual({
    ok: false,
    retryAfterSeconds: 30,
  });
});

it("rounds the wait up to whole seconds and never says 0", () => {
  expect(judge({ count: 6, startedAt: 0 }, fivePerMinute, 58_500)).toEqual({
    ok: false,
    retryAfterSeconds: 2,
  });
  expect(judge({ count: 6, startedAt: 0 }, fivePerMinute, 60_000)).toEqual({
    ok: false,
    retryAfterSeconds: 1,
  });
});
