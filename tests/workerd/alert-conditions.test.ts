import { beforeEach, describe, expect, it } from "vitest";
import { TrafficKeys } from "../../lib/cache/keys";
import { listAlerts } from "../../lib/alerts/service";
import {
  day,
  deps,
  evaluate,
  event,
  failingKv,
  ledger,
  minute,
  openRules,
  requests,
  resetWorld,
  sql,
  world,
} from "./support/alert-world";

beforeEach(resetWorld);

describe("lost events", () => {
  const lost = (events: number) =>
    sql(
      "INSERT OR REPLACE INTO traffic_isolates VALUES ('i', 4, 40, '[]', ?, ?, NULL)",
      events,
      world.now,
    );

  it("are told again only when more are lost", async () => {
    await requests(100_000);
    await lost(5);
    await evaluate();
    world.now += day + minute;
    await evaluate();
    expect(await openRules()).toEqual({});
    world.now += day;
    await evaluate();
    expect(await openRules()).toEqual({});
    await lost(7);
    await evaluate();
    const { alerts } = await listAlerts(deps(), { state: "open", limit: 1 });
    expect(alerts).toMatchObject([
      { rule: "events_lost", detail: "2 events were lost on their way" },
    ]);
  });

  it("that came after all do not hide later ones", async () => {
    await requests(100_000);
    await lost(50);
    await evaluate();
    world.now += day + minute;
    await evaluate();
    await lost(0);
    await evaluate();
    await lost(5);
    await evaluate();
    const { alerts } = await listAlerts(deps(), { state: "open", limit: 1 });
    expect(alerts).toMatchObject([{ detail: "5 events were lost on their way" }]);
  });

  it("between chunks are given ten minutes to arrive", async () => {
    await sql(
      "INSERT INTO traffic_isolates VALUES ('i', 4, 40, '[[6,70,10]]', 0, ?1, ?2)",
      world.now,
      world.now - 9 * minute,
    );
    await evaluate();
    expect(await openRules()).toEqual({});
    world.now += 2 * minute;
    await evaluate();
    expect(await openRules()).toEqual({ events_lost: "critical" });
  });
});

describe("an overdue day", () => {
  it("is one that has left the window and whose hour has passed", async () => {
    world.now = Date.parse("2026-11-20T02:59:00Z");
    await event("2026-11-17");
    await event("2026-11-18");
    await evaluate();
    expect(await openRules()).toEqual({});
    world.now = Date.parse("2026-11-20T03:00:00Z");
    await evaluate();
    expect(await openRules()).toEqual({ archive: "warning" });
  });

  it("is not one that is archived, of which late events wait for their own part", async () => {
    await event("2026-11-10");
    await ledger("2026-11-10", "done", null);
    await evaluate();
    expect(await openRules()).toEqual({});
  });

  it("is not one that waits behind another while the archive gets on", async () => {
    await event("2026-11-10");
    await ledger("2026-11-09", "done", null);
    await sql("UPDATE archives SET archived_at = ?1", world.now - 9 * minute);
    await evaluate();
    expect(await openRules()).toEqual({});
    world.now += 2 * minute;
    await evaluate();
    expect(await openRules()).toEqual({ archive: "warning" });
  });

  it("is not one that was replayed into statistics that have just begun", async () => {
    await event("2026-11-10");
    await sql("INSERT INTO traffic_routes VALUES ('/', ?1)", world.now - 9 * minute);
    await evaluate();
    expect(await openRules()).toEqual({});
    world.now += 2 * minute;
    await evaluate();
    expect(await openRules()).toEqual({ archive: "warning" });
  });

  it("is also one that got stuck after its events were deleted", async () => {
    await ledger("2026-11-10", "verified", null);
    await evaluate();
    expect(await openRules()).toEqual({ archive: "warning" });
  });
});

describe("a database that fills up", () => {
  it("warns, lets isolates take fewer requests, says so, and takes both back", async () => {
    await sql("CREATE TABLE IF NOT EXISTS ballast (bytes BLOB)");
    // 8 MB, so that a limit in whole megabytes can be met closely.
    for (let at = 0; at < 8; at++) await sql("INSERT INTO ballast VALUES (zeroblob(1000000))");
    const { meta } = await sql("SELECT 1");
    const bytes = meta.size_after;
    expect(bytes).toBeGreaterThan(8_000_000);

    world.variables = { TRAFFIC_DB_LIMIT_MB: String(Math.floor(bytes / 0.82 / 1e6)) };
    await evaluate();
    expect(await openRules()).toEqual({ database_size: "warning" });
    const ratio = async () =>
      (await world.kv.get<{ ratio: number; since: number }>(TrafficKeys.sampling, "json"))?.ratio ??
      1;
    expect(await ratio()).toBeLessThan(1);
    const { alerts } = await listAlerts(deps(), { state: "open", limit: 1 });
    expect(alerts[0]!.detail).toContain(
      `one request in ${Math.round(1 / (await ratio()))} is counted`,
    );

    world.variables = { TRAFFIC_DB_LIMIT_MB: String(Math.floor(bytes / 1e6)) };
    await evaluate();
    expect(await openRules()).toEqual({ database_size: "critical" });
    expect(await ratio()).toBe(0.05);

    // Deleting gives the room back at once.
    await sql("DELETE FROM ballast");
    await evaluate();
    expect(await openRules()).toEqual({});
    expect(await ratio()).toBe(1);
    await sql("DROP TABLE ballast");
  });

  it("warns though KV does not answer, and promises nothing", async () => {
    await sql("CREATE TABLE ballast (bytes BLOB)");
    for (let at = 0; at < 4; at++) await sql("INSERT INTO ballast VALUES (zeroblob(1000000))");
    world.kv = failingKv();
    world.variables = { TRAFFIC_DB_LIMIT_MB: "1" };
    await evaluate();
    const { alerts } = await listAlerts(deps(), { state: "open", limit: 1 });
    expect(alerts[0]).toMatchObject({ rule: "database_size", severity: "critical" });
    expect(alerts[0]!.detail).not.toContain("is counted");
    await sql("DROP TABLE ballast");
  });
});
