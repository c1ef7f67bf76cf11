import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  lockView,
  showsPath,
  toLinkView,
  defaultView,
  readView,
  toReportQuery,
  toSearch,
  toStatsQuery,
} from "./domain";
import { dashboardViewSchema, sortColumns } from "./schema";

const read = (search: string) => readView(new URLSearchParams(search));

describe("a view of the statistics in an address", () => {
  test("says nothing when it is the default one", () => {
    expect(toSearch(defaultView)).toBe("");
    expect(read("")).toEqual(defaultView);
  });

  test("names what it shows", () => {
    const view = read("range=7d&sort=-p95&status=5xx&country=DE&bot=false&q=chat&compare=none");
    expect(view).toEqual({
      ...defaultView,
      range: "7d",
      sort: "p95",
      status: "5xx",
      country: "DE",
      bot: false,
      q: "chat",
      compare: false,
    });
  });

  test("takes what it cannot read as not there", () => {
    expect(read("range=soon&method=FETCH&status=999&country=x&from=never&to=2026-02-01&sort=-x")) //
      .toEqual(defaultView);
    expect(read("from=2026-02-02&to=2026-02-01")).toEqual(defaultView);
  });

  test("comes back as it was, whatever it is", () => {
    const minute = fc.integer({ min: 0, max: 30_000_000 }).map((minutes) => minutes * 60_000);
    const period = fc.oneof(
      fc.constantFrom("1h", "24h", "7d", "30d", "90d").map((range) => ({
        range,
        from: null,
        to: null,
      })),
      fc
        .tuple(minute, minute)
        .filter(([from, to]) => from < to)
        .map(([from, to]) => ({ range: null, from, to })),
    );
    const rest = fc.record({
      compare: fc.boolean(),
      method: fc.constantFrom(null, "GET", "POST"),
      status: fc.constantFrom(null, "4xx", "5xx"),
      country: fc.constantFrom(null, "TW"),
      bot: fc.constantFrom(null, true, false),
      q: fc.string({ maxLength: 50 }),
      path: fc.option(fc.string({ minLength: 1, maxLength: 60 })),
      granularity: fc.constantFrom(null, "hour", "day"),
      sort: fc.constantFrom(...sortColumns),
      descending: fc.boolean(),
      live: fc.boolean(),
    });
    fc.assert(
      fc.property(period, rest, (time, other) => {
        const view = dashboardViewSchema.parse({ ...time, ...other });
        expect(read(toSearch(view))).toEqual(view);
      }),
    );
  });

  test("asks the statistics for the period, the comparison and the filters", () => {
    expect(toReportQuery(defaultView)).toBe("range=24h&compare=previous");
    const view = read("from=2026-11-01T00:00Z&to=2026-11-02T00:00Z&method=GET&path=/chat");
    expect(toReportQuery({ ...view, compare: false })).toBe(
      "from=2026-11-01T00%3A00Z&to=2026-11-02T00%3A00Z&method=GET",
    );
    expect(toStatsQuery({ ...view, path: "/chat" })).toBe(
      "from=2026-11-01T00%3A00Z&to=2026-11-02T00%3A00Z&path=%2Fchat",
    );
  });
});

describe("a view behind a public link", () => {
  test("moves by itself no more, and of one path needs no search", () => {
    expect(toLinkView({ ...defaultView, live: true, q: " chat " })).toEqual({
      ...defaultView,
      q: "chat",
    });
    expect(toLinkView({ ...defaultView, path: "/chat", q: "cha" })).toEqual({
      ...defaultView,
      path: "/chat",
    });
  });

  test("has paths over time that it shows itself, and none where it leaves out requests", () => {
    expect(showsPath(defaultView, "/chat")).toBe(true);
    expect(showsPath({ ...defaultView, q: "CHAT" }, "/chat/[roomId]")).toBe(true);
    expect(showsPath({ ...defaultView, q: "chat" }, "/settings")).toBe(false);
    expect(showsPath({ ...defaultView, path: "/chat" }, "/chat")).toBe(true);
    expect(showsPath({ ...defaultView, path: "/chat" }, "/chat/[roomId]")).toBe(false);
    for (const filter of [
      { method: "GET" },
      { status: "5xx" },
      { country: "DE" },
      { bot: false },
    ]) {
      const view = dashboardViewSchema.parse({ ...defaultView, ...filter });
      expect(showsPath(view, "/chat")).toBe(false);
      expect(lockView({ ...defaultView, path: "/chat" }, view).path).toBeNull();
    }
  });
});
