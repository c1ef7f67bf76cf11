import { describe, expect, it } from "vitest";
import { fromClockTime, nextMorning, toClockTime } from "./quiet-times";

const at = (day: number, hour: number) => new Date(2026, 2, day, hour, 30).getTime();

describe("do not disturb", () => {
  it("ends at eight tomorrow, or today when it is still night", () => {
    const eight = (day: number) => new Date(2026, 2, day, 8).getTime();
    expect(nextMorning(at(1, 22))).toBe(eight(2));
    expect(nextMorning(at(1, 9))).toBe(eight(2));
    expect(nextMorning(at(1, 4))).toBe(eight(2));
    expect(nextMorning(at(2, 1))).toBe(eight(2));
    expect(nextMorning(at(31, 23))).toBe(new Date(2026, 3, 1, 8).getTime());
  });

  it("reads and writes times of a day", () => {
    expect([0, 510, 1439].map(toClockTime)).toEqual(["00:00", "08:30", "23:59"]);
    expect(["00:00", "08:30", "23:59:30", ""].map(fromClockTime)).toEqual([0, 510, 1439, null]);
  });
});
