import { afterEach, describe, expect, it, vi } from "vitest";
import { checkPeriod, fromLocalText, toLocalText } from "./local-period";

const zones = (name: string) => vi.stubEnv("TZ", name);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("a time as a person types it", () => {
  it("is by the clock of the browser", () => {
    zones("Asia/Taipei");
    expect(toLocalText(Date.parse("2026-11-20T14:05:59Z"))).toBe("2026-11-20T22:05");
    expect(fromLocalText("2026-11-20T22:05")).toBe(Date.parse("2026-11-20T14:05:00Z"));
  });

  it("comes back as the same instant before and after the clocks change", () => {
    zones("America/New_York");
    for (const text of ["2026-10-31T12:00", "2026-11-01T00:30", "2026-11-01T03:00"]) {
      expect(toLocalText(fromLocalText(text) ?? 0)).toBe(text);
    }
    // A quarter of an hour that the clock shows twice.
    expect(fromLocalText("2026-11-01T01:15")).toBe(Date.parse("2026-11-01T05:15:00Z"));
  });

  it("is none where the field is empty or half filled", () => {
    expect(["", "2026-11-20", "2026-11-20T", "2026-13-40T99:99"].map(fromLocalText)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("a period", () => {
  const now = 10_000_000_000_000;
  it.each([
    [
      { from: null, to: 5 },
      { field: "from", code: "missing" },
    ],
    [
      { from: 5, to: null },
      { field: "to", code: "missing" },
    ],
    [
      { from: now, to: now + 5 },
      { field: "from", code: "future" },
    ],
    [
      { from: 5, to: 5 },
      { field: "to", code: "order" },
    ],
    [
      { from: 5, to: 6 + 2 * 366 * 86_400_000 },
      { field: "from", code: "tooLong" },
    ],
    [{ from: 5, to: 6 }, null],
    [{ from: now - 5, to: now + 5 }, null],
  ] as const)("%j is judged as %j", (period, fault) => {
    expect(checkPeriod(period, now)).toEqual(fault);
  });
});
