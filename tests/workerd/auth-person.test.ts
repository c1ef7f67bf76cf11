import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { changePerson, findPerson, retryPendingEffects } from "../../lib/auth/service";
import { PlazaError } from "../../lib/http/problem";
import type { Person } from "../../lib/auth/schema";
import { createDeps } from "../../lib/platform/deps";
import { hasRedis, newIsolate, testDeps, type TestDeps } from "./support/deps";
import { afterEachAnswer } from "./support/held-database";
import { resetRedis, setRedisFault } from "./support/redis";
import { createUser } from "./support/rows";

const claimsOf = (userId: string) => ({ userId, sid: "session-1" });

async function createAdmin(): Promise<Person> {
  const { id, name } = await createUser({ role: "admin" });
  return { id, sid: "admin-session", name, image: null, role: "admin", partner: null };
}

async function countEffects(userId: string): Promise<number> {
  const row = await env.DB.prepare("SELECT count(*) AS n FROM pending_effects WHERE user_id = ?")
    .bind(userId)
    .first<{ n: number }>();
  return row?.n ?? -1;
}

const roleOf = async (deps: TestDeps, userId: string) =>
  (await findPerson(deps, claimsOf(userId)))?.role;

describe("a person without Redis", () => {
  it("costs one D1 query cold and none warm", async () => {
    const { id } = await createUser({ name: "Ada" });
    const isolate = newIsolate();
    const cold = testDeps({ isolate });
    expect(await findPerson(cold, claimsOf(id))).toEqual({
      id,
      sid: "session-1",
      name: "Ada",
      image: null,
      role: "member",
      partner: null,
    });
    await cold.settled();
    expect(cold.cost.d1Queries).toBe(1);
    const warm = testDeps({ isolate });
    expect((await findPerson(warm, claimsOf(id)))?.name).toBe("Ada");
    expect(warm.cost.d1Queries).toBe(0);
  });

  it("is read once for 50 requests that come at the same time", async () => {
    const { id } = await createUser();
    const isolate = newIsolate();
    const requests = Array.from({ length: 50 }, () => testDeps({ isolate }));
    await Promise.all(requests.map((deps) => findPerson(deps, claimsOf(id))));
    expect(requests.reduce((sum, deps) => sum + deps.cost.d1Queries, 0)).toBe(1);
  });

  it("carries the partner, and nobody for an unknown account", async () => {
    const { id } = await createUser();
    await env.DB.prepare(
      "INSERT INTO partners (id, user_id, status, profile, created_at) VALUES (?, ?, 'approved', '{}', 1)",
    )
      .bind(`partner-${id}`, id)
      .run();
    const person = await findPerson(testDeps(), claimsOf(id));
    expect(person?.partner).toEqual({ id: `partner-${id}`, status: "approved" });
    expect(await findPerson(testDeps(), claimsOf("nobody-here"))).toBeNull();
  });

  it("has the new role on another isolate after 5 s at most, and at once on the one that wrote", async () => {
    const admin = await createAdmin();
    const { id } = await createUser();
    let time = Date.now();
    const now = () => time;
    const [here, there] = [newIsolate(), newIsolate()];
    expect(await roleOf(testDeps({ isolate: here, now }), id)).toBe("member");
    expect(await roleOf(testDeps({ isolate: there, now }), id)).toBe("member");
    await changePerson(testDeps({ isolate: here, now }), admin, id, { role: "moderator" });
    expect(await roleOf(testDeps({ isolate: here, now }), id)).toBe("moderator");
    time += 5_001;
    expect(await roleOf(testDeps({ isolate: there, now }), id)).toBe("moderator");
  });

  it("that is banned is refused with the reason", async () => {
    const admin = await createAdmin();
    const { id } = await createUser();
    const deps = testDeps();
    await changePerson(deps, admin, id, { status: "banned", reason: "spam" });
    await expect(findPerson(testDeps(), claimsOf(id))).rejects.toMatchObject({ code: "banned" });
    await changePerson(deps, admin, id, { status: "active" });
    expect((await findPerson(testDeps(), claimsOf(id)))?.id).toBe(id);
  });
});

describe.skipIf(!hasRedis)("a person with Redis", () => {
  beforeEach(resetRedis);

  it("costs one round trip and no D1 query when warm, on another isolate too", async () => {
    const { id } = await createUser();
    const first = testDeps({ redis: true });
    await findPerson(first, claimsOf(id));
    await first.settled();
    const other = testDeps({ redis: true });
    await findPerson(other, claimsOf(id));
    expect(other.cost).toMatchObject({ d1Queries: 0, redisRoundTrips: 1 });
  });

  it("has the new role on the very next request on both isolates", async () => {
    const admin = await createAdmin();
    const { id } = await createUser();
    const [one, two] = [newIsolate(), newIsolate()];
    for (const isolate of [one, two]) {
      const deps = testDeps({ redis: true, isolate });
      expect(await roleOf(deps, id)).toBe("member");
      await deps.settled();
    }
    await changePerson(testDeps({ redis: true, isolate: one }), admin, id, { role: "admin" });
    expect(await roleOf(testDeps({ redis: true, isolate: one }), id)).toBe("admin");
    expect(await roleOf(testDeps({ redis: true, isolate: two }), id)).toBe("admin");
    await changePerson(testDeps({ redis: true, isolate: two }), admin, id, { role: "member" });
    expect(await roleOf(testDeps({ redis: true, isolate: one }), id)).toBe("member");
  });

  it("that was read before a change and is filled after it does not get the old role back", async () => {
    const admin = await createAdmin();
    const { id } = await createUser();
    const base = testDeps({ redis: true });
    let change: Promise<unknown> | undefined;
    // The reader holds the old row while the whole change takes place; its fill comes last.
    const reader = createDeps(
      {
        ...base.bindings,
        DB: afterEachAnswer(env.DB, async () => {
          change ??= changePerson(testDeps({ redis: true }), admin, id, { role: "moderator" });
          await change;
        }),
      },
      base.waitUntil,
    );
    expect((await findPerson(reader, claimsOf(id)))?.role).toBe("member");
    await base.settled();
    expect(await roleOf(testDeps({ redis: true }), id)).toBe("moderator");
  });

  it("that was read and filled before a change has the new role after it", async () => {
    const admin = await createAdmin();
    const { id } = await createUser();
    const reader = testDeps({ redis: true });
    expect(await roleOf(reader, id)).toBe("member");
    await reader.settled();
    await changePerson(testDeps({ redis: true }), admin, id, { role: "moderator" });
    expect(await roleOf(testDeps({ redis: true }), id)).toBe("moderator");
  });

  it("stays banned when Redis was down during the ban: the effect is owed, retried, and then holds", async () => {
    const admin = await createAdmin();
    const { id } = await createUser();
    const warm = testDeps({ redis: true });
    await findPerson(warm, claimsOf(id));
    await warm.settled();

    await setRedisFault({ mode: "down" });
    let time = Date.now();
    const banning = testDeps({ redis: true, now: () => time });
    await changePerson(banning, admin, id, { status: "banned" });
    expect(await countEffects(id)).toBe(1);
    const owed = banning.counters.snapshot().counters.find((row) => row.name === "effect.pending");
    expect(owed?.labels).toEqual({ kind: "person" });
    await expect(findPerson(testDeps({ redis: true }), claimsOf(id))).rejects.toThrow(PlazaError);

    await setRedisFault({ mode: "pass" });
    await banning.settled();
    time += 60_000;
    const cron = testDeps({ redis: true, now: () => time });
    await retryPendingEffects(cron);
    expect(await countEffects(id)).toBe(0);
    const later = testDeps({ redis: true });
    await expect(findPerson(later, claimsOf(id))).rejects.toMatchObject({ code: "banned" });
    expect(later.cost.d1Queries).toBe(0);
  });
});
