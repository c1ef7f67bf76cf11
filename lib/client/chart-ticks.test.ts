import { describe, expect, it } from "vitest";
import { changesOffset, toTicks } from "./chart-ticks";

const hour = 3_600_000;
const hoursFrom = (start: string, count: number) =>
  Array.from({ length: count }, (_, index) => Date.parse(start) + index * hour);
const names = (ticks: { at: number }[]) =>
  ticks.map(({ at }) => new Date(at).toISOString().slice(5, 16));

describe("labels of the time axis", () => {
  it("stand at round hours of the viewer's clock", () => {
    const buckets = hoursFrom("2026-11-20T15:00Z", 24);
    const ask = { buckets, granularity: "hour", room: 5 } as const;
    expect(names(toTicks({ ...ask, timeZone: "UTC" }))).toEqual([
      "11-20T18:00",
      "11-21T00:00",
      "11-21T06:00",
      "11-21T12:00",
    ]);
    expect(names(toTicks({ ...ask, timeZone: "Asia/Taipei" }))).toEqual([
      "11-20T16:00",
      "11-20T22:00",
      "11-21T04:00",
      "11-21T10:00",
    ]);
  });

  it("say the day where a new one begins by the viewer's clock", () => {
    const buckets = hoursFrom("2026-11-20T20:00Z", 12);
    const ticks = toTicks({ buckets, granularity: "hour", timeZone: "America/New_York", room: 4 });
    expect(ticks.map(({ at, isNewDay }) => [names([{ at }])[0], isNewDay])).toEqual([
      ["11-20T20:00", true],
      ["11-20T23:00", false],
      ["11-21T02:00", false],
      ["11-21T05:00", true],
    ]);
  });

  it("stand twice at an hour that the clock repeats, and not at one that it skips", () => {
    const autumn = hoursFrom("2026-11-01T04:00Z", 5);
    const spring = hoursFrom("2026-03-08T05:00Z", 4);
    const ask = { granularity: "hour", timeZone: "America/New_York", room: 9 } as const;
    expect(toTicks({ ...ask, buckets: autumn })).toHaveLength(5);
    // 00:00, 01:00, 03:00, 04:00
    const even = toTicks({ ...ask, buckets: spring, room: 3 });
    expect(names(even)).toEqual(["03-08T05:00", "03-08T08:00"]);
  });

  it("stand at the half hours of zones that have them", () => {
    const buckets = hoursFrom("2026-11-20T15:00Z", 6);
    const ticks = toTicks({ buckets, granularity: "hour", timeZone: "Asia/Kolkata", room: 3 });
    expect(names(ticks)).toEqual(["11-20T15:00", "11-20T17:00", "11-20T19:00"]);
  });

  it("are UTC days, counted from the last, for days", () => {
    const buckets = hoursFrom("2026-11-01T00:00Z", 20 * 24).filter((_, index) => index % 24 === 0);
    const ticks = toTicks({ buckets, granularity: "day", timeZone: "Asia/Taipei", room: 4 });
    expect(names(ticks)).toEqual(["11-06T00:00", "11-13T00:00", "11-20T00:00"]);
  });

  it("are midnights when hours do not fit", () => {
    const buckets = hoursFrom("2026-11-01T00:00Z", 10 * 24);
    const ticks = toTicks({ buckets, granularity: "hour", timeZone: "Asia/Taipei", room: 4 });
    expect(names(ticks)).toEqual(["11-01T16:00", "11-04T16:00", "11-07T16:00", "11-10T16:00"]);
    expect(ticks.every(({ isWholeDay }) => isWholeDay)).toBe(true);
  });
});

it("a clock that is put back within a range is seen", () => {
  const range = hoursFrom("2026-10-31T12:00Z", 48);
  expect(changesOffset(range, "America/New_York")).toBe(true);
  expect(changesOffset(range, "Asia/Taipei")).toBe(false);
  expect(changesOffset([], "UTC")).toBe(false);
});
