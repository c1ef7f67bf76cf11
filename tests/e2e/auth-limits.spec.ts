import { expect, expectProblem, test } from "./fixtures/api-people";

test.describe("limits", () => {
  test.use({ isolated: true, variables: { LIMIT_SIGN_INS_PER_MINUTE: "5" } });

  test("the sixth try to sign in within a minute waits, wherever it is aimed", async ({
    visitor,
  }) => {
    const { csrfToken } = await (await visitor.get("/api/auth/csrf")).json();
    const attempt = (index: number) =>
      visitor.post("/api/auth/callback/credentials", {
        form: { csrfToken, email: `p${index}@example.test`, password: "wrong password" },
        maxRedirects: 0,
      });
    const statuses: number[] = [];
    for (let index = 0; index < 5; index += 1) statuses.push((await attempt(index)).status());
    expect(statuses).toEqual([302, 302, 302, 302, 302]);
    const sixth = await attempt(6);
    await expectProblem(sixth, 429, "rate_limited");
    expect(Number(sixth.headers()["retry-after"])).toBeGreaterThan(0);
  });
});

test.describe("limits of one account", () => {
  // From one address; against one account four times as many.
  test.use({ isolated: true, variables: { LIMIT_SIGN_INS_PER_MINUTE: "1" } });

  test("tries count against the account they reach and the address they come from, whatever they say of both", async ({
    visitor,
  }) => {
    const { csrfToken } = await (await visitor.get("/api/auth/csrf")).json();
    const attempt = (index: number, type: string, data: string) =>
      visitor.post("/api/auth/callback/credentials", {
        headers: { "content-type": type, "cf-connecting-ip": `192.0.2.${index}` },
        data: Buffer.from(data),
        maxRedirects: 0,
      });
    const form = (index: number) =>
      attempt(
        index,
        "application/x-www-form-urlencoded",
        `csrfToken=${csrfToken}&email=decoy${index}@example.test&email=ada@example.test&password=wrong`,
      );
    const json = (index: number) =>
      attempt(
        index,
        "application/json",
        `{"csrfToken":"${csrfToken}","email":"decoy${index}@example.test","email":" ADA@example.test","password":"wrong"}`,
      );
    const statuses: number[] = [];
    for (const next of [form, json, form, json]) {
      statuses.push((await next(statuses.length + 1)).status());
    }
    expect(statuses).toEqual([302, 200, 302, 200]);
    await expectProblem(await form(5), 429, "rate_limited");
    await expectProblem(await json(6), 429, "rate_limited");

    // From one address, whoever the client claims to forward for.
    const forwarding = (index: number) =>
      visitor.post("/api/auth/callback/credentials", {
        headers: {
          "cf-connecting-ip": "192.0.2.77",
          "x-forwarded-for": `198.51.100.${index}`,
          "x-real-ip": `198.51.100.${index}`,
          forwarded: `for=198.51.100.${index}`,
        },
        form: { csrfToken, email: `p${index}@example.test`, password: "wrong password" },
        maxRedirects: 0,
      });
    expect((await forwarding(1)).status()).toBe(302);
    const second = await forwarding(2);
    await expectProblem(second, 429, "rate_limited");
    expect(Number(second.headers()["retry-after"])).toBeGreaterThan(0);
  });
});
