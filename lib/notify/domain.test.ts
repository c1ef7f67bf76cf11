import { describe, expect, it } from "vitest";
import { isQuietAt, judgeOwed, nextPushAt, toPlainText, type OwedState } from "./domain";
import { quietSchema } from "./schema";

const at = (text: string) => Date.parse(text);
const daily = (from: number, to: number, timeZone: string) => ({
  until: null,
  daily: { from: from * 60, to: to * 60, timeZone },
});

describe("quiet times", () => {
  it("last until a moment", () => {
    const quiet = { until: at("2026-03-01T12:00:00Z"), daily: null };
    expect(isQuietAt(quiet, at("2026-03-01T11:59:59.999Z"))).toBe(true);
    expect(isQuietAt(quiet, at("2026-03-01T12:00:00Z"))).toBe(false);
  });

  it("come every day, and go past midnight", () => {
    const night = daily(22, 7, "UTC");
    const times = ["21:59", "22:00", "23:59", "00:00", "06:59", "07:00", "12:00"];
    const quiet = times.map((time) => isQuietAt(night, at(`2026-03-01T${time}:30Z`)));
    expect(quiet).toEqual([false, true, true, true, true, false, false]);
    const noon = daily(12, 13, "UTC");
    expect(isQuietAt(noon, at("2026-03-01T12:59:59Z"))).toBe(true);
    expect(isQuietAt(noon, at("2026-03-01T13:00:00Z"))).toBe(false);
  });

  it("go by the clock of the person's place, in summer and winter", () => {
    // 22:00 to 07:00 in Taipei (UTC+8) is 14:00 to 23:00 UTC.
    expect(isQuietAt(daily(22, 7, "Asia/Taipei"), at("2026-03-01T13:59:00Z"))).toBe(false);
    expect(isQuietAt(daily(22, 7, "Asia/Taipei"), at("2026-03-01T14:00:00Z"))).toBe(true);
    // 07:00 in Berlin is 06:00 UTC in winter and 05:00 UTC in summer.
    expect(isQuietAt(daily(22, 7, "Europe/Berlin"), at("2026-01-15T05:30:00Z"))).toBe(true);
    expect(isQuietAt(daily(22, 7, "Europe/Berlin"), at("2026-07-15T05:30:00Z"))).toBe(false);
    // Half an hour beside the others.
    expect(isQuietAt(daily(22, 7, "Asia/Kolkata"), at("2026-01-15T16:29:00Z"))).toBe(false);
    expect(isQuietAt(daily(22, 7, "Asia/Kolkata"), at("2026-01-15T16:30:00Z"))).toBe(true);
  });

  it("are refused where they make no sense", () => {
    const refused = [
      { until: null, daily: { from: 60, to: 60, timeZone: "UTC" } },
      { until: null, daily: { from: 0, to: 1440, timeZone: "UTC" } },
      { until: null, daily: { from: 0, to: 60, timeZone: "Mars/Olympus" } },
      { until: -1, daily: null },
      { until: 1.5, daily: null },
    ];
    expect(refused.filter((quiet) => quietSchema.safeParse(quiet).success)).toEqual([]);
  });
});

const owed: OwedState = {
  createdAt: 0,
  seq: 5,
  hasBrowser: true,
  readSeq: 4,
  involvement: null,
  kind: "direct",
  lastReadAt: null,
  isDeleted: false,
  namesThem: false,
  quiet: { until: null, daily: null },
};
const judge = (over: Partial<OwedState>, now = 10_000) => judgeOwed({ ...owed, ...over }, now);

describe("a push that is owed", () => {
  it("is sent to whoever is away and has not read the message", () => {
    expect(judge({})).toEqual({ do: "send" });
  });

  it("is forgotten when nobody wants it any more", () => {
    const reasons: Partial<OwedState>[] = [
      { readSeq: 5 },
      { readSeq: null },
      { hasBrowser: false },
      { isDeleted: true },
      { involvement: "nothing" },
      { involvement: "nothing", namesThem: true },
      { involvement: "mentions" },
      { kind: "public" },
      { quiet: { until: 10_001, daily: null } },
    ];
    expect(reasons.map((over) => judge(over).do)).toEqual(reasons.map(() => "drop"));
    expect(judge({ createdAt: 0 }, 24 * 3_600_000).do).toBe("drop");
    expect(judge({ kind: "public", namesThem: true }).do).toBe("send");
    expect(judge({ kind: "public", involvement: "everything" }).do).toBe("send");
  });

  it("waits while the person reads elsewhere in Plaza, until they were quiet for a minute", () => {
    expect(judge({ lastReadAt: 9_000 })).toEqual({ do: "wait", until: 69_000 });
    expect(judge({ lastReadAt: 9_000 }, 68_999)).toEqual({ do: "wait", until: 69_000 });
    expect(judge({ lastReadAt: 9_000 }, 69_000)).toEqual({ do: "send" });
  });

  it("comes again after 30 s, doubling to an hour, and not before the service wants it", () => {
    expect([0, 1, 2, 6, 7, 50].map((attempts) => nextPushAt(0, attempts, null))).toEqual([
      30_000, 60_000, 120_000, 1_920_000, 3_600_000, 3_600_000,
    ]);
    expect(nextPushAt(1_000, 0, 120)).toBe(121_000);
    expect(nextPushAt(0, 0, 1_000_000)).toBe(3_600_000);
  });
});

describe("the text of a push", () => {
  const names = new Map([["ada", "Ada Lovelace"]]);
  const text = (body: string) => toPlainText(body, names);

  it("has names for mentions, and no marks", () => {
    expect(text("<@ada> and <@gone>: **look** at `this` [page](https://a.example)")).toBe(
      "@Ada Lovelace and @…: look at this page",
    );
    expect(text("> quoted\n\n- one\n- two\n```js\nlet a = 1;\n```")).toBe(
      "quoted one two let a = 1;",
    );
  });

  it("keeps what only looks like marks", () => {
    expect(text("2 * 3 * 4 = 24, snake_case, a < b")).toBe("2 * 3 * 4 = 24, snake_case, a < b");
  });

  it("is cut between characters as people see code points", () => {
    const long = text("😀".repeat(300));
    expect([...long]).toHaveLength(240);
    expect(long.endsWith("😀…")).toBe(true);
  });
});
