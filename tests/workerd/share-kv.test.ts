import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../lib/auth/schema";
import {
  createShare,
  findShares,
  getShare,
  listCards,
  listShares,
  tidyShares,
} from "../../lib/share/service";
import { createPerson } from "./support/chat";
import { newIsolate } from "./support/deps";
import {
  counted,
  fromFiles,
  fromUrls,
  openPlaces,
  origin,
  readListedIds,
  share,
  type SharePlace,
  shareWithoutCopy,
} from "./support/shares";
import { createRandom } from "./support/stale-kv";

const minuteMs = 60_000;

async function listAll(place: SharePlace, owner: Person): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const ask = { scope: "mine", limit: 100, cursor } as const;
    const page = await listShares(place.deps(), owner, ask, origin);
    ids.push(...page.shares.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return ids;
}

beforeEach(async () => {
  await env.DB.prepare("DELETE FROM shares").run();
  await env.SHARE_DATA_KV.delete("share:list");
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("two hundred shares that are created at once", () => {
  it("all stand in the list, whatever KV does meanwhile", async () => {
    const random = createRandom(20_261_121);
    const world = openPlaces({ oneWriteASecond: true, failsNow: () => random() < 0.3 });
    const [here, there] = [world.place(), world.place()];
    const owner = await createPerson();
    const creates = Array.from({ length: 200 }, (_, index) =>
      share((index % 2 ? here : there).deps(), owner, fromUrls({ title: `Share ${index}` })),
    );
    const ids = await Promise.all(creates);
    expect(new Set(ids).size).toBe(200);
    expect((await listAll(here, owner)).sort()).toEqual([...ids].sort());
    expect((await listAll(there, owner)).sort()).toEqual([...ids].sort());
    // A list that KV did not take is owed to the next minute.
    for (let run = 0; run < 6; run += 1) {
      await tidyShares(here.deps()).catch(() => undefined);
      world.pass(minuteMs);
    }
    expect((await readListedIds()).sort()).toEqual([...ids].sort());
    const shown = await findShares(there.deps(), ids);
    expect(shown.records.map(({ id }) => id)).toEqual(ids);
  });
});

describe("a KV that fails", () => {
  const faults = [
    ["throw", "writes"],
    ["throw", "reads"],
    ["throw", "all"],
    ["hang", "writes"],
    ["hang", "reads"],
    ["hang", "all"],
  ] as const;

  it.each(faults)(
    "(%s, %s) stops neither creating nor viewing, and is told of",
    async (fault, faulty) => {
      const world = openPlaces();
      const [here, there] = [world.place(), world.place()];
      const owner = await createPerson();
      for (const place of [here, there]) Object.assign(place.kv, { fault, faulty });
      const created = here.deps();
      const { share: made } = await createShare(created, owner, fromFiles(), origin);
      expect((await getShare(here.deps(), made.id, origin)).id).toBe(made.id);
      const viewed = there.deps();
      expect((await getShare(viewed, made.id, origin)).isR2Stored).toBe(true);
      const readsFail = faulty !== "writes";
      expect(counted(viewed, "share.read", { source: "d1" })).toBe(1);
      expect(counted(viewed, "share.fallback", { store: "kv" })).toBe(readsFail ? 1 : 0);
      expect(counted(viewed, "answer.fallback", { what: "share" })).toBe(readsFail ? 1 : 0);
      expect(counted(viewed, "answer.served", { what: "share" })).toBe(1);
      if (readsFail) expect(counted(viewed, "kv.failed", { store: "shares" })).toBeGreaterThan(0);
      // It returns; a place that has not seen the share finds it, and KV has it again.
      for (const place of [here, there]) place.kv.fault = "none";
      const late = world.place().deps();
      expect((await getShare(late, made.id, origin)).id).toBe(made.id);
      await late.settled();
      expect(await env.SHARE_DATA_KV.get(`share:${made.id}`)).toContain(made.id);
    },
  );

  it("again and again is left alone for a while", async () => {
    const world = openPlaces();
    const place = world.place();
    place.kv.fault = "throw";
    const owner = await createPerson();
    const other = world.place();
    const ids = await Promise.all(Array.from({ length: 6 }, () => share(other.deps(), owner)));
    for (const id of ids) await getShare(place.deps(), id, origin);
    expect(place.kv.calls.filter((call) => call.startsWith("get"))).toHaveLength(3);
    expect(counted(place.deps(), "kv.failed", { store: "shares" })).toBeGreaterThanOrEqual(6);
  });

  it("or is not there at all leaves memory and D1", async () => {
    const owner = await createPerson();
    const isolate = newIsolate();
    const without = () => {
      const deps = openPlaces().place(isolate).deps();
      return { ...deps, bindings: { ...deps.bindings, SHARE_DATA_KV: undefined } };
    };
    const id = await share(without(), owner);
    const warm = without();
    await getShare(warm, id, origin);
    expect(warm.cost.d1Queries).toBe(0);
    expect((await findShares(without(), [id])).records).toHaveLength(1);
    expect(counted(warm, "share.fallback")).toBe(0);
  });
});

describe("a D1 that fails", () => {
  const down = (place: SharePlace) =>
    place.without(/FROM|from/, new Error("D1 is down, says the test"));

  it("leaves what KV and memory know, told as coming from elsewhere", async () => {
    const world = openPlaces();
    const [here, there] = [world.place(), world.place()];
    const owner = await createPerson();
    const id = await share(here.deps(), owner);
    world.pass(61_000);
    expect((await getShare(down(there), id, origin)).id).toBe(id);
    await tidyShares(here.deps());
    world.pass(61_000);
    const listing = down(there);
    const page = await listShares(listing, owner, { scope: "mine", limit: 24 }, origin);
    expect(page).toMatchObject({ dataSource: "kv", nextCursor: null, shares: [{ id }] });
    expect(counted(listing, "answer.fallback", { what: "shares" })).toBe(1);
    // Memory alone, past its time.
    world.pass(10 * minuteMs);
    there.kv.fault = "throw";
    expect((await getShare(down(there), id, origin)).id).toBe(id);
    const last = await listShares(down(there), owner, { scope: "mine", limit: 24 }, origin);
    expect(last).toMatchObject({ dataSource: "memory", shares: [{ id }] });
  });

  it("makes nobody say that an unknown share is not there", async () => {
    const world = openPlaces();
    const place = world.place();
    const asked = down(place);
    const unknown = "0123456789ABCDEFGHJK";
    await expect(getShare(asked, unknown, origin)).rejects.toMatchObject({ code: "unavailable" });
    expect(counted(asked, "share.failed")).toBe(1);
    await expect(listCards(down(place), [unknown], origin)).rejects.toMatchObject({
      code: "unavailable",
    });
  });
});

describe("several shares at once", () => {
  it("come from memory, then KV in hundreds, and the rest from D1 in one query", async () => {
    const world = openPlaces();
    const [here, there] = [world.place(), world.place()];
    const owner = await createPerson();
    const ids = await Promise.all(Array.from({ length: 150 }, () => share(here.deps(), owner)));
    world.pass(61_000);
    await getShare(there.deps(), ids[0] ?? "", origin);
    ids.push(await shareWithoutCopy(here, owner));
    there.kv.calls.length = 0;
    const deps = there.deps();
    const asked = ["0123456789ABCDEFGHJK", ...ids];
    const { records, isComplete } = await findShares(deps, asked);
    expect(records.map(({ id }) => id)).toEqual(ids);
    expect(isComplete).toBe(true);
    expect(deps.cost.d1Queries).toBe(1);
    expect(there.kv.calls.filter((call) => call.startsWith("get"))).toHaveLength(2);
  });
});
