import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  beginSession,
  endSession,
  findPerson,
  listSessions,
  signOutOthers,
  signOutSession,
} from "../../lib/auth/service";
import { newIsolate, testDeps } from "./support/deps";
import { createUser } from "./support/rows";
import { newMember } from "./support/accounts";

describe("a session", () => {
  it("that was signed out is refused on its next request, the others are not", async () => {
    const { person, claims } = await newMember();
    const second = await beginSession(testDeps(), person.id, "Chrome");
    const isolate = newIsolate();
    expect(await findPerson(testDeps({ isolate }), second)).not.toBeNull();
    await endSession(testDeps({ isolate }), second);
    expect(await findPerson(testDeps({ isolate }), second)).toBeNull();
    expect((await findPerson(testDeps({ isolate }), claims))?.sid).toBe(claims.sid);
  });

  it("is listed with where it is used, and can be ended by its owner only", async () => {
    const { person } = await newMember();
    const stranger = await newMember();
    const second = await beginSession(testDeps(), person.id, "Chrome");
    const listed = await listSessions(testDeps(), person);
    expect(listed.map(({ userAgent, current }) => [userAgent, current]).sort()).toEqual([
      ["Chrome", false],
      ["Firefox", true],
    ]);
    await expect(signOutSession(testDeps(), stranger.person, second.sid)).rejects.toMatchObject({
      code: "not_found",
    });
    await signOutSession(testDeps(), person, second.sid);
    await signOutSession(testDeps(), person, second.sid);
    expect(await findPerson(testDeps(), second)).toBeNull();
    expect(await listSessions(testDeps(), person)).toHaveLength(1);
  });

  it("stays when its owner signs out everywhere else", async () => {
    const { person, claims } = await newMember();
    const others = [
      await beginSession(testDeps(), person.id, null),
      await beginSession(testDeps(), person.id, null),
    ];
    await signOutOthers(testDeps(), person);
    expect(await findPerson(testDeps(), claims)).not.toBeNull();
    for (const other of others) expect(await findPerson(testDeps(), other)).toBeNull();
  });

  it("is remembered as revoked for the 30 days of its token, then forgotten", async () => {
    const { person, claims } = await newMember();
    const second = await beginSession(testDeps(), person.id, null);
    await endSession(testDeps(), second);
    const day = 24 * 60 * 60 * 1000;
    const after = (days: number) => testDeps({ now: () => Date.now() + days * day });
    expect(await findPerson(after(29), second)).toBeNull();
    expect(await findPerson(after(31), claims)).not.toBeNull();
    await beginSession(after(62), person.id, null);
    const row = await env.DB.prepare("SELECT count(*) AS n FROM sessions WHERE sid = ?")
      .bind(second.sid)
      .first();
    expect(row).toEqual({ n: 0 });
  });

  it("has its last use written at most once an hour", async () => {
    const { claims } = await newMember();
    const lastSeen = async () => {
      const row = await env.DB.prepare("SELECT last_seen_at AS at FROM sessions WHERE sid = ?")
        .bind(claims.sid)
        .first<{ at: number }>();
      return row?.at ?? 0;
    };
    const start = await lastSeen();
    const visit = async (minutes: number) => {
      const deps = testDeps({ now: () => start + minutes * 60_000 });
      await findPerson(deps, claims);
      await deps.settled();
      return ((await lastSeen()) - start) / 60_000;
    };
    expect([await visit(59), await visit(61), await visit(90), await visit(122)]).toEqual([
      0, 61, 61, 122,
    ]);
  });

  it("cannot be begun more than 100 times a day by one person", async () => {
    const { id } = await createUser();
    await env.DB.prepare(
      `WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 100)
       INSERT INTO sessions (sid, user_id, created_at, last_seen_at, expires_at)
       SELECT ?1 || value, ?1, ?2, ?2, ?2 + 1000 FROM n`,
    )
      .bind(id, Date.now())
      .run();
    await expect(beginSession(testDeps(), id, null)).rejects.toMatchObject({
      code: "rate_limited",
    });
  });
});
