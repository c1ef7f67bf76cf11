import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { deleteAccount, exportOwnData, register } from "../../lib/auth/service";
import {
  closeReport,
  createShare,
  extendShare,
  findShareState,
  listReports,
  listShares,
  monitorShares,
  removeShare,
  reportShare,
  serveShareImage,
  tidyShares,
} from "../../lib/share/service";
import { createPerson } from "./support/chat";
import { pixel } from "./support/files";
import {
  fromFiles,
  fromUrls,
  listObjects,
  openPlaces,
  origin,
  readListedIds,
  readShareRow,
  share,
  shareDeps,
} from "./support/shares";

const [minuteMs, dayMs] = [60_000, 24 * 3_600_000];
const mine = { scope: "mine", limit: 24 } as const;
const show = { side: "generated", isDownload: false, headers: new Headers() } as const;

beforeEach(async () => {
  await env.DB.batch(
    ["shares", "share_reports"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
  await env.SHARE_DATA_KV.delete("share:list");
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("a share whose time is up", () => {
  it("is gone at once, and everything of it after the cron", async () => {
    const world = openPlaces();
    const place = world.place();
    const owner = await createPerson();
    const inputs = fromFiles({ expiresInDays: 1, prompt: "a secret", clientId: "client-over" });
    const id = await share(place.deps(), owner, inputs);
    const stays = await share(place.deps(), owner, fromFiles());
    await tidyShares(place.deps());
    expect((await readListedIds()).sort()).toEqual([id, stays].sort());
    world.pass(dayMs);
    expect(await findShareState(place.deps(), id)).toBe("expired");
    await expect(serveShareImage(place.deps(), id, show)).rejects.toMatchObject({ code: "gone" });
    const listed = await listShares(place.deps(), owner, mine, origin);
    expect(listed.shares.map((one) => one.id)).toEqual([stays]);
    await expect(extendShare(place.deps(), owner, id, { days: 3, origin })).rejects.toMatchObject({
      code: "gone",
    });
    await tidyShares(place.deps());
    expect(await readListedIds()).toEqual([stays]);
    expect(await listObjects(id)).toEqual([]);
    expect(await listObjects(stays)).toEqual(["generated", "original"]);
    expect(await env.SHARE_DATA_KV.get(`share:${id}`)).toBeNull();
    expect(await readShareRow(id)).toMatchObject({ state: "expired", prompt: "" });
    await expect(createShare(place.deps(), owner, inputs, origin)).rejects.toMatchObject({
      code: "gone",
    });
  });

  it("answers 410 for a year, then nobody knows of it", async () => {
    const world = openPlaces();
    const owner = await createPerson();
    const id = await share(world.place().deps(), owner, fromUrls({ expiresInDays: 1 }));
    world.pass(dayMs);
    await tidyShares(world.place().deps());
    world.pass(3 * minuteMs);
    await tidyShares(world.place().deps());
    world.pass(365 * dayMs - 4 * minuteMs);
    await tidyShares(world.place().deps());
    expect(await findShareState(world.place().deps(), id)).toBe("expired");
    world.pass(2 * minuteMs);
    await tidyShares(world.place().deps());
    expect(await readShareRow(id)).toBeNull();
    expect(await findShareState(world.place().deps(), id)).toBe("unknown");
  });

  it("owes the cron nothing between its sweeps", async () => {
    const world = openPlaces();
    const owner = await createPerson();
    await share(world.place().deps(), owner, fromFiles({ expiresInDays: 1 }));
    world.pass(dayMs);
    const queries: number[] = [];
    for (let minute = 0; minute < 5; minute += 1) {
      const deps = world.place().deps();
      await tidyShares(deps);
      queries.push(deps.cost.d1Queries);
      world.pass(minuteMs);
    }
    // Claims (2, once more while there were any), list, marks of views, what is due (once more after a sweep), which settles (3).
    expect(queries).toEqual([11, 5, 9, 5, 5]);
  });
});

describe("the snapshot of ids", () => {
  it("is written when something changed, and at most once a minute", async () => {
    const world = openPlaces();
    const place = world.place();
    const owner = await createPerson();
    await share(place.deps(), owner);
    const run = async () => {
      await tidyShares(place.deps());
      return place.kv.calls.filter((call) => call === "put share:list").length;
    };
    expect(await run()).toBe(1);
    await share(place.deps(), owner);
    expect(await run()).toBe(1);
    world.pass(minuteMs);
    expect(await run()).toBe(2);
    world.pass(minuteMs);
    expect(await run()).toBe(2);
    const list: unknown = await env.SHARE_DATA_KV.get("share:list", "json");
    expect(list).toMatchObject({ version: 2, total: 2, builtAt: world.now() - minuteMs });
  });
});

describe("reports", () => {
  it("reach admins, at most five from one address in ten minutes, and close with the share", async () => {
    const owner = await createPerson();
    const id = await share(shareDeps(), owner);
    const other = await share(shareDeps(), owner);
    const from = (address: string) => new Headers({ "cf-connecting-ip": address });
    const report = { reason: "harmful", detail: "Look at this" } as const;
    for (let n = 0; n < 5; n += 1) await reportShare(shareDeps(), from("192.0.2.1"), id, report);
    await expect(reportShare(shareDeps(), from("192.0.2.1"), id, report)).rejects.toMatchObject({
      code: "rate_limited",
    });
    await reportShare(shareDeps(), from("192.0.2.2"), other, report);
    const open = await listReports(shareDeps(), origin);
    expect(open.map(({ shareId }) => shareId)).toEqual([id, id, id, id, id, other]);
    expect(open[0]).toMatchObject(report);
    await closeReport(shareDeps(), owner, open[0]?.id ?? "");
    await removeShare(shareDeps(), owner, id);
    expect((await listReports(shareDeps(), origin)).map(({ shareId }) => shareId)).toEqual([other]);
    await expect(closeReport(shareDeps(), owner, "nothing")).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(reportShare(shareDeps(), from("192.0.2.3"), id, report)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("of one share are twenty at most", async () => {
    const id = await share(shareDeps(), await createPerson());
    for (let n = 0; n < 25; n += 1) {
      const headers = new Headers({ "cf-connecting-ip": `198.51.100.${n}` });
      await reportShare(shareDeps(), headers, id, { reason: "other", detail: `${n}` });
    }
    expect(await listReports(shareDeps(), origin)).toHaveLength(20);
  });
});

describe("what admins see of shares", () => {
  it("is how many there are, of what kind, and what is owed", async () => {
    const world = openPlaces();
    const place = world.place();
    const owner = await createPerson();
    await share(place.deps(), owner, fromFiles());
    const removed = await share(place.deps(), owner);
    await share(place.deps(), owner, fromUrls({ expiresInDays: 2 }));
    await share(place.deps(), owner, fromUrls({ expiresInDays: 1 }));
    await tidyShares(place.deps());
    await removeShare(place.deps(), owner, removed);
    world.pass(dayMs);
    const seen = await monitorShares(place.deps());
    expect(seen.store).toBe("kv");
    expect(seen.totals).toEqual({
      live: 2,
      r2Stored: 1,
      r2Objects: 2,
      r2Bytes: 2 * pixel.byteLength,
      expired: 1,
      removed: 1,
      views: 0,
      expiringSoon: 1,
      openReports: 0,
      purgesOwed: 2,
    });
    expect(seen.list).toEqual({ version: 1, ids: 4, builtAt: world.now() - dayMs });
    for (let minute = 0; minute < 3; minute += 1) {
      await tidyShares(place.deps());
      world.pass(minuteMs);
    }
    expect((await monitorShares(place.deps())).totals.purgesOwed).toBe(0);
  });
});

describe("an account that ends", () => {
  const password = "long enough to be one";

  it("takes its shares and their images with it; before, it can take them home", async () => {
    const deps = () => shareDeps({ variables: { LIMIT_SIGN_INS_PER_MINUTE: "1000" } });
    const email = `${crypto.randomUUID()}@example.org`;
    const { id: userId } = await register(deps(), new Headers(), {
      email,
      name: "Leaver",
      password,
    });
    const person = { ...(await createPerson()), id: userId };
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      ids.push(await share(deps(), person, fromFiles({ title: `Share ${n}` })));
    }
    const bystander = await share(deps(), await createPerson(), fromFiles());
    const exported = await new Response(exportOwnData(deps(), person)).json();
    expect(exported).toMatchObject({
      shares: ids.map((id, n) => expect.objectContaining({ id, title: `Share ${n}` })),
    });
    const leaving = deps();
    await deleteAccount(leaving, person, new Headers(), { password, messages: "keep" });
    await leaving.settled();
    for (const id of ids) expect((await readShareRow(id))?.state).toBe("removed");
    await tidyShares(shareDeps());
    for (const id of ids) {
      expect(await listObjects(id)).toEqual([]);
      expect(await env.SHARE_DATA_KV.get(`share:${id}`)).toBeNull();
      expect(await findShareState(shareDeps(), id)).toBe("unknown");
    }
    expect(await listObjects(bystander)).toEqual(["generated", "original"]);
  });
});
