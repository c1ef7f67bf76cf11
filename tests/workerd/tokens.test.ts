import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { changePerson, deleteAccount, exportOwnData, register } from "../../lib/auth/service";
import { sha256Hex } from "../../lib/platform/id";
import { createToken, findTokenHolder, listTokens, revokeToken } from "../../lib/token/service";
import { createPerson } from "./support/chat";
import { newIsolate, testDeps } from "./support/deps";
import { asked, at, call, rowsOf, start } from "./support/tokens";

const minuteMs = 60_000;

const dayMs = 24 * 60 * minuteMs;

describe("a token", () => {
  it("is kept as a hash only, and shown once", async () => {
    const person = await createPerson();
    const { token, secret } = await createToken(at(start), person, asked({ expiresInDays: 30 }));
    expect(secret).toMatch(/^plz_[0-9A-Za-z]{32}[0-9a-f]{6}$/);
    expect(await rowsOf(person.id)).toEqual([
      {
        id: token.id,
        user_id: person.id,
        name: "Generator",
        token_hash: await sha256Hex(secret),
        hint: secret.slice(-4),
        scopes: '["share:write"]',
        created_at: start,
        last_used_at: null,
        expires_at: start + 30 * dayMs,
        revoked_at: null,
      },
    ]);
    expect(await listTokens(at(start), person)).toEqual([token]);
    expect(JSON.stringify(token)).not.toContain(secret.slice(4, 20));
  });

  it("acts for its person as a member without partnership, whatever the account is", async () => {
    const admin = await createPerson({ role: "admin", name: "Ada" });
    const { token, secret } = await createToken(testDeps(), admin, asked());
    const holder = await findTokenHolder(testDeps(), secret);
    expect(holder).toEqual({
      person: {
        id: admin.id,
        sid: `token:${token.id}`,
        name: "Ada",
        image: null,
        role: "member",
        partner: null,
      },
      scopes: ["share:write"],
    });
  });

  it("costs one D1 query, and one more behind the answer at most once a minute", async () => {
    const person = await createPerson();
    const { secret } = await createToken(at(start), person, asked());
    const queriesAndLastUse = async (time: number) => {
      const deps = at(time);
      expect((await findTokenHolder(deps, secret))?.person.id).toBe(person.id);
      await deps.settled();
      const [row] = await rowsOf(person.id);
      return [deps.cost.d1Queries, row?.last_used_at];
    };
    expect(await queriesAndLastUse(start + 1)).toEqual([2, start + 1]);
    expect(await queriesAndLastUse(start + 2)).toEqual([1, start + 1]);
    expect(await queriesAndLastUse(start + minuteMs)).toEqual([1, start + 1]);
    expect(await queriesAndLastUse(start + minuteMs + 1)).toEqual([2, start + minuteMs + 1]);
  });

  it("writes its last use once for fifty calls at the same time", async () => {
    const person = await createPerson();
    const { secret } = await createToken(at(start), person, asked());
    await env.DB.batch([
      env.DB.prepare("CREATE TABLE touches (at INTEGER)"),
      env.DB.prepare(`CREATE TRIGGER note_touch AFTER UPDATE ON api_tokens
        BEGIN INSERT INTO touches VALUES (new.last_used_at); END`),
    ]);
    const calls = Array.from({ length: 50 }, (_, index) => at(start + index));
    await Promise.all(calls.map((deps) => findTokenHolder(deps, secret)));
    await Promise.all(calls.map((deps) => deps.settled()));
    const { results } = await env.DB.prepare("SELECT at FROM touches").all();
    await env.DB.batch([
      env.DB.prepare("DROP TRIGGER note_touch"),
      env.DB.prepare("DROP TABLE touches"),
    ]);
    expect(results).toHaveLength(1);
  });

  it("that is mistyped or cut is refused without a query", async () => {
    const person = await createPerson();
    const { secret } = await createToken(testDeps(), person, asked());
    const other = secret[10] === "x" ? "y" : "x";
    const wrong = [
      secret.slice(0, -1),
      `${secret}0`,
      secret.slice(0, 10) + other + secret.slice(11),
      secret.toUpperCase(),
      "plz_",
      `plz_${"0".repeat(38)}`,
    ];
    for (const tried of wrong) {
      const deps = testDeps();
      expect(await findTokenHolder(deps, tried), tried).toBeNull();
      expect(deps.cost.d1Queries, tried).toBe(0);
    }
  });

  it("that is revoked is refused at once, on every isolate", async () => {
    const person = await createPerson();
    const [here, there] = [newIsolate(), newIsolate()];
    const { token, secret } = await createToken(testDeps({ isolate: here }), person, asked());
    expect(await findTokenHolder(testDeps({ isolate: here }), secret)).not.toBeNull();
    expect(await findTokenHolder(testDeps({ isolate: there }), secret)).not.toBeNull();
    await revokeToken(testDeps({ isolate: here }), person, token.id);
    expect(await findTokenHolder(testDeps({ isolate: here }), secret)).toBeNull();
    expect(await findTokenHolder(testDeps({ isolate: there }), secret)).toBeNull();
    expect(await listTokens(testDeps(), person)).toEqual([]);
  });

  it("can be revoked again, keeps the first moment, and by nobody else", async () => {
    const person = await createPerson();
    const stranger = await createPerson();
    const { token, secret } = await createToken(at(start), person, asked());
    await expect(revokeToken(at(start), stranger, token.id)).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await findTokenHolder(at(start), secret)).not.toBeNull();
    await revokeToken(at(start + 1), person, token.id);
    await revokeToken(at(start + 2), person, token.id);
    expect((await rowsOf(person.id))[0]?.revoked_at).toBe(start + 1);
  });

  it("ends at the moment it expires, and is listed for a month after", async () => {
    const person = await createPerson();
    const { secret } = await createToken(at(start), person, asked({ expiresInDays: 1 }));
    expect(await findTokenHolder(at(start + dayMs - 1), secret)).not.toBeNull();
    expect(await findTokenHolder(at(start + dayMs), secret)).toBeNull();
    expect(await listTokens(at(start + 31 * dayMs - 1), person)).toHaveLength(1);
    expect(await listTokens(at(start + 31 * dayMs), person)).toHaveLength(0);
  });

  it("of somebody banned is refused at once with the reason, and works again after", async () => {
    const admin = await createPerson({ role: "admin" });
    const person = await createPerson();
    const { secret } = await createToken(testDeps(), person, asked());
    expect(await findTokenHolder(testDeps(), secret)).not.toBeNull();
    await changePerson(testDeps(), admin, person.id, { status: "banned" });
    expect(await call(secret)).toBe("banned");
    await changePerson(testDeps(), admin, person.id, { status: "active" });
    expect((await findTokenHolder(testDeps(), secret))?.person.id).toBe(person.id);
  });

  it("leaves with the account, and none can be made after", async () => {
    const variables = { LIMIT_SIGN_INS_PER_MINUTE: "1000" };
    const password = "long enough to be one";
    const email = `${crypto.randomUUID()}@example.org`;
    const registration = { email, name: "Leaver", password };
    const { id } = await register(testDeps({ variables }), new Headers(), registration);
    const person = {
      id,
      sid: "s",
      name: "Leaver",
      image: null,
      role: "member",
      partner: null,
    } as const;
    const { secret } = await createToken(testDeps(), person, asked());
    const deps = testDeps({ variables });
    await deleteAccount(deps, person, new Headers(), { password, messages: "delete" });
    await deps.settled();
    expect(await rowsOf(id)).toEqual([]);
    expect(await findTokenHolder(testDeps(), secret)).toBeNull();
    await expect(createToken(testDeps(), person, asked())).rejects.toMatchObject({
      code: "not_signed_in",
    });
    expect(await rowsOf(id)).toEqual([]);
  });

  it("is in the export of my data without its hash", async () => {
    const person = await createPerson();
    const { token, secret } = await createToken(at(start), person, asked());
    const text = await new Response(exportOwnData(testDeps(), person)).text();
    expect(JSON.parse(text).apiTokens).toEqual([
      {
        name: "Generator",
        hint: token.hint,
        scopes: ["share:write"],
        createdAt: start,
        lastUsedAt: null,
        expiresAt: null,
        revokedAt: null,
      },
    ]);
    expect(text).not.toContain(await sha256Hex(secret));
  });
});
