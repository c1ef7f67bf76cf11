import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { shareMonitorSchema } from "../../lib/share/schema";
import {
  listReports,
  monitorShares,
  removeShare,
  reportShare,
  searchAllShares,
} from "../../lib/share/service";
import { createPerson } from "./support/chat";
import { fromUrls, origin, share, shareDeps } from "./support/shares";

const dayMs = 24 * 3_600_000;
const everything = { q: "", limit: 24 };

beforeEach(async () => {
  await env.DB.batch(
    ["shares", "share_reports"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
});

describe("the figures of shares", () => {
  it("that the statistics do not give are left out, and the others come", async () => {
    await share(shareDeps(), await createPerson());
    // A database that answers, and knows nothing of the statistics.
    const seen = await monitorShares({ ...shareDeps(), traffic: env.DB });
    expect(seen.access).toBe(null);
    expect(seen.totals.live).toBe(1);
    expect(shareMonitorSchema.parse(seen)).toEqual(seen);
  });

  it("come also while the statistics never answer", async () => {
    await share(shareDeps(), await createPerson());
    const deps = shareDeps();
    const hung = { prepare: () => ({ bind: () => ({ all: () => new Promise(() => {}) }) }) };
    const seen = await monitorShares({ ...deps, traffic: hung as unknown as D1Database });
    expect([seen.access, seen.totals.live]).toEqual([null, 1]);
  });
});

describe("everybody's shares", () => {
  it("are listed newest first with their owners' names, page by page, without the dead", async () => {
    let at = Date.parse("2026-11-20T10:00:00Z");
    const deps = () => shareDeps({ now: () => at });
    const [one, other] = [await createPerson({ name: "Ada" }), await createPerson({ name: "Bo" })];
    const ids: string[] = [];
    for (const owner of [one, other, one, other]) {
      ids.unshift(await share(deps(), owner, fromUrls({ expiresInDays: 2 })));
      at += 1000;
    }
    const first = await searchAllShares(deps(), { ...everything, limit: 3 }, origin);
    expect(first.shares.map(({ id, ownerName }) => [id, ownerName])).toEqual([
      [ids[0], "Bo"],
      [ids[1], "Ada"],
      [ids[2], "Bo"],
    ]);
    const cursor = first.nextCursor ?? "";
    const second = await searchAllShares(deps(), { ...everything, limit: 3, cursor }, origin);
    expect(second.shares.map(({ id }) => id)).toEqual([ids[3]]);
    expect(second.nextCursor).toBe(null);
    await removeShare(deps(), one, ids[1] ?? "");
    expect((await searchAllShares(deps(), everything, origin)).shares).toHaveLength(3);
    at += 2 * dayMs;
    expect(await searchAllShares(deps(), everything, origin)).toEqual({
      shares: [],
      nextCursor: null,
    });
  });

  it("are found by title, prompt, style, owner and link", async () => {
    const owner = await createPerson({ name: "Zoë Quill" });
    const id = await share(
      shareDeps(),
      owner,
      fromUrls({ title: "Dusk 100%", prompt: "ridges of 山", style: "Paper" }),
    );
    await share(shareDeps(), await createPerson({ name: "Someone" }), fromUrls({ title: "Other" }));
    const find = async (q: string) =>
      (await searchAllShares(shareDeps(), { ...everything, q }, origin)).shares.map(
        (found) => found.id,
      );
    for (const q of ["dusk", "100%", "山", "PAPER", "quill", id, `${origin}/share/${id}`]) {
      expect([q, await find(q)]).toEqual([q, [id]]);
    }
    expect(await find("nowhere")).toEqual([]);
    expect(await find("_usk")).toEqual([]);
  });

  it("are looked through a bounded number at a time, and the search can go on", async () => {
    const owner = await createPerson({ name: "Old hand" });
    const wanted = await share(shareDeps({ now: () => 1_000 * dayMs }), owner, {
      ...fromUrls({ title: "The first one", expiresInDays: 30 }),
    });
    await env.DB.prepare(
      `INSERT INTO shares (id, owner_id, client_id, state, timestamp, created_at, expires_at)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
       SELECT printf('%020d', i), ?1, 'many-' || i, 'live', 0, ?2 + i, ?2 + 9999999 FROM n`,
    )
      .bind(owner.id, 1_000 * dayMs)
      .run();
    const deps = () => shareDeps({ now: () => 1_000 * dayMs + 5_000 });
    // The last row that one page looks at belongs to it.
    await env.DB.prepare("UPDATE shares SET title = 'Not the first one' WHERE id = ?")
      .bind("1".padStart(20, "0"))
      .run();
    const ask = { ...everything, q: "first one" };
    const first = await searchAllShares(deps(), ask, origin);
    expect(first.shares.map(({ title }) => title)).toEqual(["Not the first one"]);
    const cursor = first.nextCursor ?? "";
    const second = await searchAllShares(deps(), { ...ask, cursor }, origin);
    expect(second.shares.map(({ id }) => id)).toEqual([wanted]);
    expect(second.nextCursor).toBe(null);
  });
});

describe("open reports", () => {
  it("bring their share along, or say that it has ended", async () => {
    let at = Date.now();
    const deps = () => shareDeps({ now: () => at });
    const owner = await createPerson({ name: "Owner of it" });
    const id = await share(deps(), owner, fromUrls({ title: "Reported", expiresInDays: 1 }));
    await reportShare(deps(), new Headers({ "cf-connecting-ip": "192.0.2.77" }), id, {
      reason: "copyright",
      detail: "Mine",
    });
    const [open] = await listReports(deps(), origin);
    expect(open).toMatchObject({
      reason: "copyright",
      detail: "Mine",
      share: { title: "Reported", ownerName: "Owner of it", url: `${origin}/share/${id}` },
    });
    at += 2 * dayMs;
    expect((await listReports(deps(), origin)).map((report) => report.share)).toEqual([null]);
  });
});
