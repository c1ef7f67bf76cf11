import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../lib/auth/schema";
import {
  createShare,
  extendShare,
  findShares,
  findShareState,
  getShare,
  listCards,
  listShares,
  removeShare,
  tidyShares,
} from "../../lib/share/service";
import { createPerson } from "./support/chat";
import { newIsolate } from "./support/deps";
import { slow } from "./support/mortal";
import {
  counted,
  fromFiles,
  fromUrls,
  openPlaces,
  origin,
  readListedIds,
  share,
  type SharePlace,
} from "./support/shares";
import { createRandom } from "./support/stale-kv";

const [minuteMs, dayMs] = [60_000, 24 * 60 * 60 * 1000];

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

/** A share that KV did not take. */
async function shareWithoutCopy(place: SharePlace, owner: Person, details = {}): Promise<string> {
  Object.assign(place.kv, { fault: "throw", faulty: "writes" });
  const id = await share(place.deps(), owner, fromUrls(details));
  place.kv.fault = "none";
  return id;
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

describe("what another place has changed", () => {
  it("an extension: nobody calls it expired by an old copy", async () => {
    const world = openPlaces();
    const [here, there] = [world.place(), world.place()];
    const owner = await createPerson();
    const id = await shareWithoutCopy(here, owner, { expiresInDays: 1 });
    world.pass(dayMs - 30_000);
    // It leaves itself a copy, which KV keeps for a minute at least.
    const early = there.deps();
    await getShare(early, id, origin);
    await early.settled();
    await extendShare(here.deps(), owner, id, { days: 30, origin });
    world.pass(31_000);
    // Memory here and KV there both say that its time is up.
    expect(await findShareState(there.deps(), id)).toBe("live");
    const asked = world.place(newIsolate(), there.kv).deps();
    expect((await getShare(asked, id, origin)).expiresAt).toBe(world.now() - 31_000 + 30 * dayMs);
    expect(asked.cost.d1Queries).toBe(1);
    const several = world.place(newIsolate(), there.kv).deps();
    expect((await findShares(several, [id])).records).toHaveLength(1);
  });

  it("a removal that D1 has told of: no older copy says otherwise", async () => {
    const world = openPlaces();
    const [here, there] = [world.place(), world.place()];
    const owner = await createPerson();
    const id = await share(here.deps(), owner);
    world.pass(61_000);
    await removeShare(here.deps(), owner, id);
    there.kv.fault = "throw";
    expect(await findShareState(there.deps(), id)).toBe("unknown");
    there.kv.fault = "none";
    world.pass(11_000);
    expect(await there.kv.kv.get(`share:${id}`)).not.toBeNull();
    expect(await findShareState(there.deps(), id)).toBe("unknown");
    world.pass(11_000);
    expect((await findShares(there.deps(), [id])).records).toEqual([]);
  });

  it("a share that was still being made when somebody asked for it", async () => {
    const world = openPlaces();
    const [here, there] = [world.place(), world.place()];
    const owner = await createPerson();
    const { deps, isThere, goOn } = slow(here.deps(), /state = 'live'/);
    const creating = createShare(deps, owner, fromFiles({ clientId: "client-slow" }), origin);
    await isThere;
    const { results } = await env.DB.prepare("SELECT id FROM shares").all<{ id: string }>();
    const id = results[0]?.id ?? "";
    expect(await findShareState(there.deps(), id)).toBe("unknown");
    goOn();
    await creating;
    await here.deps().settled();
    world.pass(11_000);
    // KV still says there to that place that it has nothing.
    expect(await findShareState(there.deps(), id)).toBe("live");
  });

  it("a removal: within six minutes it is gone everywhere", async () => {
    const world = openPlaces();
    const [here, there] = [world.place(), world.place()];
    const owner = await createPerson();
    const id = await share(here.deps(), owner);
    world.pass(61_000);
    await getShare(there.deps(), id, origin);
    const remover = here.deps();
    await removeShare(remover, owner, id);
    await remover.settled();
    expect(await findShareState(here.deps(), id)).toBe("unknown");
    world.pass(59_000);
    const third = world.place();
    // It has not heard of the removal, and keeps for five minutes what KV still shows.
    expect(await findShareState(third.deps(), id)).toBe("live");
    // The remover's own place is never told otherwise by its KV.
    for (let second = 0; second < 6; second += 1) {
      expect(await findShareState(here.deps(), id)).toBe("unknown");
      world.pass(minuteMs);
    }
    expect(await findShareState(third.deps(), id)).toBe("unknown");
    expect(await findShareState(there.deps(), id)).toBe("unknown");
  });

  it("a removal while another place was filling its copy: the second sweep takes it away", async () => {
    const world = openPlaces();
    const [here, there] = [world.place(), world.place()];
    const owner = await createPerson();
    const id = await shareWithoutCopy(here, owner);
    const late = slow(there.deps(), /kv put/);
    await getShare(late.deps, id, origin);
    await late.isThere;
    const remover = here.deps();
    await removeShare(remover, owner, id);
    await remover.settled();
    await tidyShares(here.deps());
    late.goOn();
    await late.deps.settled();
    expect(await env.SHARE_DATA_KV.get(`share:${id}`)).not.toBeNull();
    world.pass(2 * minuteMs);
    await tidyShares(here.deps());
    expect(await env.SHARE_DATA_KV.get(`share:${id}`)).toBeNull();
    world.pass(61_000);
    expect(await findShareState(world.place().deps(), id)).toBe("unknown");
  });

  it("a removal in the same place while somebody was reading: memory does not go back", async () => {
    const world = openPlaces();
    const [here, other] = [world.place(), world.place()];
    const owner = await createPerson();
    const id = await share(other.deps(), owner);
    world.pass(61_000);
    const late = slow(here.deps(), /kv get/, "after");
    const reading = getShare(late.deps, id, origin);
    await late.isThere;
    world.pass(1);
    await removeShare(here.deps(), owner, id);
    late.goOn();
    await reading.catch(() => undefined);
    expect(await findShareState(here.deps(), id)).toBe("unknown");
  });

  it("an id that is asked for again and again costs one query in ten seconds", async () => {
    const world = openPlaces();
    const place = world.place();
    const owner = await createPerson();
    const expired = await share(place.deps(), owner, fromUrls({ expiresInDays: 1 }));
    world.pass(dayMs + 1);
    for (const id of ["0123456789ABCDEFGHJK", expired]) {
      let queries = 0;
      for (let ask = 0; ask < 50; ask += 1) {
        const deps = place.deps();
        await findShareState(deps, id);
        queries += deps.cost.d1Queries;
        world.pass(100);
      }
      expect(queries).toBe(1);
    }
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
