import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultView } from "../../lib/dashboard/domain";
import type { DashboardView } from "../../lib/dashboard/schema";
import {
  createLink,
  getSharedPathStats,
  getSharedReport,
  listLinks,
  revokeLink,
} from "../../lib/dashboard/service";
import { getPathsReport, getPathStats } from "../../lib/traffic/service";
import { pathsQuerySchema, pathStatsQuerySchema } from "../../lib/traffic/report/schema";
import { clearTraffic } from "./support/aggregate";
import { testDeps } from "./support/deps";
import { aggregate, makeEvent } from "./support/traffic";
import { at, createAdmin, now, viewOf } from "./support/dashboard-links";

const nobody = new Headers({ "cf-connecting-ip": "203.0.113.7" });

beforeEach(async () => {
  await env.DB.batch(
    ["dashboard_links", "audit_log", "rate_limits"].map((table) =>
      env.DB.prepare(`DELETE FROM ${table}`),
    ),
  );
});

const ask = (linkId: string) => getSharedReport(at(now), nobody, linkId);

const askPath = (linkId: string, path: string) =>
  getSharedPathStats(at(now), nobody, { linkId, path });

describe("what a public link shows", () => {
  const hour = 3_600_000;
  const events = [
    makeEvent(now - hour, { route: "/chat", method: "GET", country: "DE", responseTime: 10 }),
    makeEvent(now - hour, { route: "/chat", method: "POST", country: "FR", responseTime: 30 }),
    makeEvent(now - 2 * hour, { route: "/chat/[roomId]", method: "GET", country: "DE" }),
    makeEvent(now - 3 * hour, { route: "/settings", method: "GET", country: "FR" }),
    makeEvent(now - 50 * hour, { route: "/old", method: "GET", country: "FR" }),
  ];

  beforeEach(async () => {
    await clearTraffic();
    await aggregate(now, events);
  });

  async function share(fields: Partial<DashboardView>): Promise<string> {
    const wish = { name: "Shared", view: viewOf(fields) };
    return (await createLink(at(now), await createAdmin(), wish)).id;
  }

  it("is what its admin sees of the same view", async () => {
    const id = await share({ range: "7d", compare: true });
    const own = await getPathsReport(
      at(now),
      pathsQuerySchema.parse({ range: "7d", compare: "previous" }),
    );
    const shared = await ask(id);
    expect(shared.totals.requests).toBe(5);
    expect({ ...shared, dataSource: own.dataSource }).toEqual(own);
    // One path of a week is shown by the hour, as on the admin's page.
    const path = pathStatsQuerySchema.parse({ range: "7d", path: "/chat", granularity: "hour" });
    expect(await askPath(id, "/chat")).toEqual(await getPathStats(at(now), path));
  });

  it("is filtered, and then no path over time, whose figures are not", async () => {
    const id = await share({ range: "24h", country: "DE" });
    const { totals, paths } = await ask(id);
    expect(totals.requests).toBe(2);
    expect(paths.map(({ path, requests }) => [path, requests])).toEqual([
      ["/chat", 1],
      ["/chat/[roomId]", 1],
    ]);
    for (const path of ["/chat", "/settings", "/nothing"]) {
      await expect(askPath(id, path)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("is of one path that path alone: in totals, in the list and over time", async () => {
    const id = await share({ range: "24h", path: "/chat", q: "settings" });
    const { totals, paths, pathsTotal, series, comparison } = await ask(id);
    expect(totals.requests).toBe(2);
    expect(paths.map(({ path }) => path)).toEqual(["/chat"]);
    expect(pathsTotal).toBe(1);
    expect(series.reduce((sum, { requests }) => sum + requests, 0)).toBe(2);
    expect(comparison?.totals.requests).toBe(0);
    expect((await askPath(id, "/chat")).totals.requests).toBe(2);
    for (const path of ["/chat/[roomId]", "/settings", "/CHAT", "(other)"]) {
      await expect(askPath(id, path)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("is of one path with filters what they leave of it, without its split over time", async () => {
    const id = await share({ range: "24h", path: "/chat", method: "POST" });
    const { totals, paths } = await ask(id);
    expect([totals.requests, paths.map(({ path }) => path)]).toEqual([1, ["/chat"]]);
    await expect(askPath(id, "/chat")).rejects.toMatchObject({ code: "not_found" });
  });

  it("is of paths by name those paths, over time as well", async () => {
    const id = await share({ range: "24h", q: "Chat" });
    const { totals, paths } = await ask(id);
    expect(totals.requests).toBe(3);
    expect(paths.map(({ path }) => path)).toEqual(["/chat", "/chat/[roomId]"]);
    expect((await askPath(id, "/chat/[roomId]")).totals.requests).toBe(1);
    await expect(askPath(id, "/settings")).rejects.toMatchObject({ code: "not_found" });
  });

  it("ends with the link, in every isolate at once", async () => {
    const admin = await createAdmin();
    const { id } = await createLink(at(now), admin, { name: "A", view: defaultView });
    const [here, there] = [at(now), at(now)];
    await getSharedReport(here, nobody, id);
    await getSharedReport(there, nobody, id);
    await revokeLink(here, admin, id);
    const gone = { code: "not_found" };
    await expect(getSharedReport(here, nobody, id)).rejects.toMatchObject(gone);
    await expect(getSharedReport(there, nobody, id)).rejects.toMatchObject(gone);
    await expect(askPath(id, "/chat")).rejects.toMatchObject(gone);
    await expect(ask("0".repeat(32))).rejects.toMatchObject(gone);
  });

  it("is nothing when its view cannot be read", async () => {
    const id = await share({});
    await env.DB.prepare("UPDATE dashboard_links SET view = ?1").bind('{"range":"1y"}').run();
    await expect(ask(id)).rejects.toMatchObject({ code: "not_found" });
    expect(await listLinks(at(now))).toMatchObject([{ id, view: null }]);
  });

  it("is counted by where it is asked from, and by link", async () => {
    const id = await share({});
    const variables = { LIMIT_LINK_READS_PER_MINUTE: "1" };
    const read = (address: string) =>
      getSharedReport(
        testDeps({ now: () => now, variables }),
        new Headers({ "cf-connecting-ip": address }),
        id,
      );
    await read("198.51.100.1");
    await expect(read("198.51.100.1")).rejects.toMatchObject({ code: "rate_limited" });
    for (let reader = 2; reader <= 20; reader += 1) await read(`198.51.100.${reader}`);
    await expect(read("198.51.100.21")).rejects.toMatchObject({ code: "rate_limited" });
  });
});
