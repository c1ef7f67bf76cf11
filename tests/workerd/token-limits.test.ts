import { describe, expect, it } from "vitest";
import { type PlazaError } from "../../lib/http/problem";
import { createToken, revokeToken } from "../../lib/token/service";
import { createPerson } from "./support/chat";
import { testDeps } from "./support/deps";
import { asked, at, call, rowsOf, start } from "./support/tokens";

const minuteMs = 60_000;

const dayMs = 24 * 60 * minuteMs;

describe("how many tokens a person may have", () => {
  it("is twenty that work, however many are made at once", async () => {
    const person = await createPerson();
    const made = await Promise.allSettled(
      Array.from({ length: 25 }, () => createToken(at(start), person, asked())),
    );
    const refused = made.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused.map((error: PlazaError) => error.code)).toEqual(Array(5).fill("conflict"));
    expect(await rowsOf(person.id)).toHaveLength(20);
  });

  it("counts neither revoked nor expired ones, nor those of others", async () => {
    const person = await createPerson();
    const first = await createToken(at(start), person, asked());
    await createToken(at(start), person, asked({ expiresInDays: 1 }));
    for (let made = 2; made < 20; made += 1) await createToken(at(start), person, asked());
    await expect(createToken(at(start + 1), person, asked())).rejects.toMatchObject({
      code: "conflict",
    });
    await revokeToken(at(start + 1), person, first.token.id);
    await createToken(at(start + 2), person, asked());
    await expect(createToken(at(start + 3), person, asked())).rejects.toMatchObject({
      code: "conflict",
    });
    await createToken(at(start + dayMs), person, asked());
    await createToken(at(start), await createPerson(), asked());
  });

  it("is a hundred a day, revoked ones included; those that ended a month ago are forgotten", async () => {
    const person = await createPerson();
    for (let made = 0; made < 100; made += 1) {
      const { token } = await createToken(at(start), person, asked());
      await revokeToken(at(start), person, token.id);
    }
    await expect(createToken(at(start + 1), person, asked())).rejects.toMatchObject({
      code: "rate_limited",
    });
    await createToken(at(start + dayMs), person, asked());
    expect(await rowsOf(person.id)).toHaveLength(101);
    await createToken(at(start + 30 * dayMs), person, asked());
    expect(await rowsOf(person.id)).toHaveLength(2);
  });
});

describe("a request with a token", () => {
  it("needs the scope that the route names", async () => {
    const person = await createPerson({ name: "Ada" });
    const { secret } = await createToken(testDeps(), person, asked({ scopes: ["share:read"] }));
    expect(await call(secret, { scope: "share:read" })).toBe("Ada");
    expect(await call(secret)).toBe(
      "forbidden; The API token lacks the scope share:write; " +
        'Bearer error="insufficient_scope", scope="share:write"',
    );
  });

  it("is refused where the route names none", async () => {
    const { secret } = await createToken(testDeps(), await createPerson(), asked());
    expect(await call(secret, { scope: null })).toBe("forbidden; API tokens are not accepted here");
  });

  it("is answered 401 with a challenge when the token is not valid", async () => {
    const person = await createPerson();
    const { token, secret } = await createToken(testDeps(), person, asked());
    await revokeToken(testDeps(), person, token.id);
    const refused =
      'not_signed_in; The API token is not valid (any more); Bearer error="invalid_token"';
    expect(await call(secret)).toBe(refused);
    expect(await call("plz_nonsense")).toBe(refused);
  });

  it("that says whose page it comes from must be that person's", async () => {
    const person = await createPerson({ name: "Ada" });
    const { secret } = await createToken(testDeps(), person, asked());
    expect(await call(secret, { headers: { "x-plaza-user": person.id } })).toBe("Ada");
    expect(await call(secret, { headers: { "x-plaza-user": "another" } })).toBe("not_signed_in");
  });
});
