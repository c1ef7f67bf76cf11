import { describe, expect, it } from "vitest";
import { describeLife } from "./describe-life";

const now = Date.UTC(2026, 0, 1);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("the rest of a share's life", () => {
  it("is told in days from two on, to the nearest", () => {
    expect(describeLife(now + 30 * day, now)).toEqual({ unit: "days", count: 30 });
    expect(describeLife(now + 30 * day - 5 * minute, now)).toEqual({ unit: "days", count: 30 });
    expect(describeLife(now + 2 * day, now)).toEqual({ unit: "days", count: 2 });
  });

  it("is told in whole hours below that", () => {
    expect(describeLife(now + 2 * day - 1, now)).toEqual({ unit: "hours", count: 47 });
    expect(describeLife(now + hour, now)).toEqual({ unit: "hours", count: 1 });
  });

  it("has no number below an hour, nor when it is over", () => {
    expect(describeLife(now + hour - 1, now)).toEqual({ unit: "soon" });
    expect(describeLife(now - day, now)).toEqual({ unit: "soon" });
  });
});
