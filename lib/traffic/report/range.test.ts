import { describe, expect, it } from "vitest";
import { hourMs, toHour } from "../domain";
import { toPreviousRange, toRange, type Period } from "./range";
import { splitSpans, toBounds, toSpans } from "./spans";

const now = Date.parse("2026-11-20T14:20:00Z");
const at = (text: string) => Date.parse(`${text}:00Z`);
const range = (period: Period) => toRange(period, now);
const named = ({ from, to, granularity }: ReturnType<typeof toRange>) => [
  toHour(from),
  toHour(to),
  granularity,
];

describe("a range", () => {
  it.each([
    ["1h", ["2026-11-20T13", "2026-11-20T15", "hour"]],
    ["24h", ["2026-11-19T14", "2026-11-20T15", "hour"]],
    ["7d", ["2026-11-13T14", "2026-11-20T15", "day"]],
    ["30d", ["2026-10-21T14", "2026-11-20T15", "day"]],
    // Hourly rows may be gone there, so it begins with a whole day.
    ["90d", ["2026-08-22T00", "2026-11-20T15", "day"]],
  ] as const)("of %s snaps outwards", (preset, expected) => {
    expect(named(range({ preset }))).toEqual(expected);
  });

  it("of one's own snaps outwards as well, and ends with the running hour", () => {
    const own = { from: at("2026-11-20T10:59"), to: at("2026-11-20T11:01") };
    expect(named(range(own))).toEqual(["2026-11-20T10", "2026-11-20T12", "hour"]);
    const future = { from: at("2026-11-20T10:59"), to: at("2027-11-20T11:01") };
    expect(named(range(future))).toEqual(["2026-11-20T10", "2026-11-20T15", "hour"]);
  });

  it("of long ago is one of whole days", () => {
    const old = { from: at("2026-06-01T10:00"), to: at("2026-06-01T11:00") };
    expect(named(range(old))).toEqual(["2026-06-01T00", "2026-06-02T00", "day"]);
  });
});

describe("the period before", () => {
  it("has the same length and ends where the range begins", () => {
    const day = toPreviousRange(range({ preset: "24h" }), now);
    expect(named(day)).toEqual(["2026-11-18T13", "2026-11-19T14", "hour"]);
  });

  it("begins at the nearest midnight where only days are left", () => {
    const quarter = toPreviousRange(range({ preset: "90d" }), now);
    expect(named(quarter)).toEqual(["2026-05-23T00", "2026-08-22T00", "day"]);
    const edge = toPreviousRange(
      range({ from: at("2026-08-23T20:00"), to: at("2026-08-24T20:00") }),
      now,
    );
    expect(named(edge)).toEqual(["2026-08-23T00", "2026-08-23T20", "day"]);
    const short = toPreviousRange(
      range({ from: at("2026-08-23T00:00"), to: at("2026-08-23T06:00") }),
      now,
    );
    expect(named(short)).toEqual(["2026-08-22T00", "2026-08-23T00", "day"]);
  });
});

describe("the rows that answer a range", () => {
  const stale = new Set(["2026-11-19"]);

  it("are daily for ended days, hourly for the edges, for today and for days not rolled up", () => {
    const spans = toSpans(range({ from: at("2026-11-17T22:00"), to: now }), stale, now);
    expect(toBounds(spans, "day")).toEqual([["2026-11-18", "2026-11-18"]]);
    expect(toBounds(spans, "hour")).toEqual([
      ["2026-11-17T22", "2026-11-17T23"],
      ["2026-11-19T00", "2026-11-20T14"],
    ]);
  });

  it("are daily where hours are gone, rolled up or not", () => {
    const old = range({ from: at("2026-06-01T00:00"), to: at("2026-06-30T00:00") });
    expect(toSpans(old, new Set(["2026-06-05"]), now)).toEqual([
      { unit: "day", from: at("2026-06-01T00:00"), count: 29 },
    ]);
  });

  it("come in groups of bounded size, none twice and none left out", () => {
    const spans = [
      { unit: "hour" as const, from: at("2026-11-17T22:00"), count: 2 },
      { unit: "day" as const, from: at("2026-11-18T00:00"), count: 5 },
    ];
    expect(splitSpans(spans, 3)).toEqual([
      [
        { unit: "hour", from: at("2026-11-17T22:00"), count: 2 },
        { unit: "day", from: at("2026-11-18T00:00"), count: 1 },
      ],
      [{ unit: "day", from: at("2026-11-19T00:00"), count: 3 }],
      [{ unit: "day", from: at("2026-11-22T00:00"), count: 1 }],
    ]);
    expect(splitSpans([{ unit: "hour", from: 0, count: 2 }], 1)[1]?.[0]?.from).toBe(hourMs);
  });
});
