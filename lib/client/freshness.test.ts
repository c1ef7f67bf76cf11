import { describe, expect, it } from "vitest";
import { judgeRefresh, toAge } from "./freshness";

describe("a refresh", () => {
  const before = { version: 7, lastUpdated: 1_000 };

  it("has brought newer data once a later aggregation is in the answer", () => {
    expect(judgeRefresh(before, { version: 7, lastUpdated: 1_001 })).toBe("newer");
    expect(judgeRefresh({ version: 0, lastUpdated: null }, before)).toBe("newer");
  });

  it("is through without newer data once the answer is of a later snapshot", () => {
    expect(judgeRefresh(before, { version: 8, lastUpdated: 1_000 })).toBe("newest");
  });

  it("may still be on its way otherwise", () => {
    expect(judgeRefresh(before, before)).toBe(null);
    expect(judgeRefresh(before, { version: 6, lastUpdated: 900 })).toBe(null);
    expect(judgeRefresh(before, null)).toBe(null);
  });
});

describe("the age of data", () => {
  const received = { stalenessSeconds: 12, receivedAt: 50_000 };

  it("goes on by the viewer's clock from what the server said", () => {
    expect(toAge(received, 53_500)).toBe(15_500);
  });

  it("does not shrink when the viewer's clock is set back", () => {
    expect(toAge(received, 10_000)).toBe(12_000);
  });
});
