import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  createShare,
  extendShare,
  findShares,
  findShareState,
  getShare,
  removeShare,
  tidyShares,
} from "../../lib/share/service";
import { createPerson } from "./support/chat";
import { newIsolate } from "./support/deps";
import { slow } from "./support/mortal";
import { fromFiles, fromUrls, openPlaces, origin, share, shareWithoutCopy } from "./support/shares";

const [minuteMs, dayMs] = [60_000, 24 * 60 * 60 * 1000];

beforeEach(async () => {
  await env.DB.prepare("DELETE FROM shares").run();
  await env.SHARE_DATA_KV.delete("share:list");
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
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
