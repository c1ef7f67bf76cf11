import { describe, expect, it } from "vitest";
import { toDayRule } from "./day-rule";

const now = Date.parse("2026-11-20T12:00:00Z");
const ledger = (state: string, parts = 1) => ({ date: "2026-11-10", state, parts });

describe("the events of a day", () => {
  it("are counted while the day has no ledger row, however old it is", () => {
    expect(toDayRule("2026-11-20", undefined, now)).toEqual({ kind: "open" });
    expect(toDayRule("2025-01-01", undefined, now)).toEqual({ kind: "open" });
  });

  it.each(["requested", "uploading", "uploaded", "verified"])("wait while it is %s", (state) => {
    expect(toDayRule("2026-11-10", ledger(state), now)).toEqual({ kind: "frozen" });
  });

  it("are compared with the archive once it is done", () => {
    expect(toDayRule("2026-11-10", ledger("done", 3), now)).toEqual({ kind: "late", parts: 3 });
  });

  it("are refused when nothing can be added to their statistics any more", () => {
    expect(toDayRule("2026-11-10", ledger("expired"), now)).toEqual({
      kind: "refused",
      reason: "expired",
    });
    expect(toDayRule("2026-08-24", ledger("done"), now)).toEqual({ kind: "late", parts: 1 });
    expect(toDayRule("2026-08-23", ledger("done"), now)).toEqual({
      kind: "refused",
      reason: "too_old",
    });
    expect(toDayRule("2024-11-19", undefined, now)).toEqual({ kind: "refused", reason: "too_old" });
  });
});
