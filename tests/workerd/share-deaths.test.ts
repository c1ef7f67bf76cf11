import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../lib/auth/schema";
import {
  createShare,
  extendShare,
  findShareState,
  getShare,
  removeShare,
  tidyShares,
} from "../../lib/share/service";
import { createPerson } from "./support/chat";
import type { TestDeps } from "./support/deps";
import { mortal } from "./support/mortal";
import { fromFiles, listObjects, openPlaces, origin, readShareRow, share } from "./support/shares";

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 24 * 3_600_000];
const moments = ["before", "after"] as const;
/** Every step, each with both sides of it. */
const deaths = (steps: [RegExp, number][]) =>
  steps.flatMap(([at, nth]) => moments.map((moment) => ({ at, nth, moment })));

/** The worker dies on the way, or behind its answer; what it owed is lost. */
async function perish(deps: TestDeps, work: (deps: TestDeps) => Promise<unknown>) {
  await work(deps).catch(() => undefined);
  await deps.settled();
}

/** The cron looks at a living share when its time is up, and not before. */
async function expectDueAtItsEnd(id: string) {
  const row = await readShareRow(id);
  expect(row?.state).toBe("live");
  expect(row?.purge_at).toBe(row?.expires_at);
}

async function listShareIds(owner: Person): Promise<string[]> {
  const { results } = await env.DB.prepare("SELECT id FROM shares WHERE owner_id = ?")
    .bind(owner.id)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** The cron of the next minutes. */
async function tidyFor(world: ReturnType<typeof openPlaces>, minutes: number) {
  for (let minute = 0; minute < minutes; minute += 1) {
    await tidyShares(world.place().deps());
    world.pass(minuteMs);
  }
}

beforeEach(async () => {
  await env.DB.prepare("DELETE FROM shares").run();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("a worker that dies while it creates a share", () => {
  const steps = deaths([
    [/INSERT INTO shares/, 1],
    [/r2 put/, 1],
    [/r2 put/, 2],
    [/state = 'live'/, 1],
    [/kv put/, 1],
  ]);

  it.each(steps)("at $at ($nth, $moment): the repeat makes one share of it", async (death) => {
    const world = openPlaces();
    const owner = await createPerson();
    const inputs = fromFiles({ clientId: "client-mortal" });
    const dying = mortal(world.place().deps(), death);
    await perish(dying, (deps) => createShare(deps, owner, inputs, origin));
    const { share: made } = await createShare(world.place().deps(), owner, inputs, origin);
    expect(await listShareIds(owner)).toEqual([made.id]);
    const found = await getShare(world.place().deps(), made.id, origin);
    expect(found.isR2Stored).toBe(true);
    expect(await listObjects(made.id)).toEqual(["generated", "original"]);
    await expectDueAtItsEnd(made.id);
    await tidyFor(world, 1);
    world.pass(2 * hourMs);
    await tidyFor(world, 4);
    expect(await findShareState(world.place().deps(), made.id)).toBe("live");
    expect(await listObjects(made.id)).toEqual(["generated", "original"]);
  });

  it.each(steps)("at $at ($nth, $moment), for good: nothing is left behind", async (death) => {
    const world = openPlaces();
    const owner = await createPerson();
    const inputs = fromFiles({ clientId: "client-mortal" });
    const dying = mortal(world.place().deps(), death);
    await perish(dying, (deps) => createShare(deps, owner, inputs, origin));
    const ids = await listShareIds(owner);
    const wasDone = (await readShareRow(ids[0] ?? ""))?.state === "live";
    world.pass(hourMs);
    await tidyFor(world, 4);
    for (const id of ids) {
      expect(await listObjects(id)).toEqual(wasDone ? ["generated", "original"] : []);
      expect(await findShareState(world.place().deps(), id)).toBe(wasDone ? "live" : "unknown");
    }
    // What was given up does not stand in the way of the same call.
    const again = await createShare(world.place().deps(), owner, inputs, origin);
    expect(again.created).toBe(!wasDone);
    expect(await listObjects(again.share.id)).toEqual(["generated", "original"]);
  });
});

describe("a worker that dies while it removes a share", () => {
  const steps = deaths([
    [/UPDATE shares/, 1],
    [/kv delete/, 1],
    [/r2 delete/, 1],
  ]);

  it.each(steps)("at $at ($moment): the share is whole, or its copies are owed", async (death) => {
    const world = openPlaces();
    const owner = await createPerson();
    const id = await share(world.place().deps(), owner, fromFiles());
    const dying = mortal(world.place().deps(), death);
    await perish(dying, (deps) => removeShare(deps, owner, id));
    const isWhole = (await readShareRow(id))?.state === "live";
    expect(isWhole).toBe(String(death.at).includes("UPDATE") && death.moment === "before");
    await tidyFor(world, 4);
    expect(await listObjects(id)).toEqual(isWhole ? ["generated", "original"] : []);
    expect(await env.SHARE_DATA_KV.get(`share:${id}`)).toEqual(
      isWhole ? expect.stringContaining(id) : null,
    );
    await removeShare(world.place().deps(), owner, id);
    await tidyFor(world, 4);
    expect(await listObjects(id)).toEqual([]);
  });
});

describe("a cron that dies while it ends shares", () => {
  const steps = deaths([
    [/state = 'expired'/, 1],
    [/FROM json_each/, 1],
    [/r2 delete/, 1],
    [/kv delete/, 1],
    [/kv put/, 1],
  ]);

  it.each(steps)("at $at ($moment): the next one ends them", async (death) => {
    const world = openPlaces();
    const owner = await createPerson();
    const inputs = fromFiles({ expiresInDays: 1 });
    const ids = [
      await share(world.place().deps(), owner, inputs),
      await share(world.place().deps(), owner, inputs),
    ];
    world.pass(dayMs);
    const dying = mortal(world.place().deps(), death);
    await perish(dying, tidyShares);
    await tidyFor(world, 4);
    for (const id of ids) {
      expect(await findShareState(world.place().deps(), id)).toBe("expired");
      expect(await readShareRow(id)).toMatchObject({ state: "expired", generated_image: null });
      expect(await listObjects(id)).toEqual([]);
      expect(await env.SHARE_DATA_KV.get(`share:${id}`)).toBeNull();
    }
  });

  it.each(["r2 delete", "kv delete"])("or cannot %s: they are owed until it can", async (call) => {
    const world = openPlaces();
    const owner = await createPerson();
    const id = await share(world.place().deps(), owner, fromFiles({ expiresInDays: 1 }));
    world.pass(dayMs);
    const down = world.place().without(new RegExp(call), new Error("is down, says the test"));
    await expect(tidyShares(down)).rejects.toThrow();
    expect(await findShareState(world.place().deps(), id)).toBe("expired");
    world.pass(minuteMs);
    await tidyFor(world, 4);
    expect(await listObjects(id)).toEqual([]);
    expect(await env.SHARE_DATA_KV.get(`share:${id}`)).toBeNull();
  });
});

describe("a worker that dies while it extends a share", () => {
  const steps = deaths([
    [/UPDATE shares/, 1],
    [/kv put/, 1],
  ]);

  it.each(steps)("at $at ($moment): it lives as long as D1 says", async (death) => {
    const world = openPlaces();
    const owner = await createPerson();
    const id = await share(world.place().deps(), owner, fromFiles({ expiresInDays: 1 }));
    const dying = mortal(world.place().deps(), death);
    await perish(dying, (deps) => extendShare(deps, owner, id, { days: 10, origin }));
    const isExtended = !(String(death.at).includes("UPDATE") && death.moment === "before");
    await expectDueAtItsEnd(id);
    world.pass(dayMs);
    await tidyFor(world, 4);
    expect(await findShareState(world.place().deps(), id)).toBe(isExtended ? "live" : "expired");
    expect(await listObjects(id)).toEqual(isExtended ? ["generated", "original"] : []);
  });
});
