import { encode } from "next-auth/jwt";
import { describe, expect, it, vi } from "vitest";
import type { Deps } from "../platform/deps";
import { parseVariables } from "../platform/env";
import { authenticate, type Access } from "./authenticate";
import { PlazaError } from "./problem";

// The store behind it is tested on a real database (`tests/workerd/auth-person.test.ts`); here the id is the role.
vi.mock("../auth/service", () => ({
  findPerson: async (_deps: Deps, { userId }: { userId: string }) => ({ role: userId }),
}));

const secret = "auth-secret-of-a-unit-test-0123456789";
const token = "operator-token-of-the-tests-0123456789";

/** Who a request is taken for, or why it is refused. */
async function call(
  headers: Record<string, string>,
  operator: Record<string, string> = { OPERATOR_TOKEN: token },
  access: Access = "operator",
): Promise<string | null> {
  const variables = parseVariables({ AUTH_SECRET: secret, ...operator });
  const request = new Request("http://localhost/api/admin/paths", { headers });
  try {
    const person = await authenticate({ variables } as Deps, request, { access });
    return person && person.role;
  } catch (error) {
    if (error instanceof PlazaError) return error.code;
    throw error;
  }
}

/** The cookie of somebody who has signed in over http. */
async function cookieOf(role: "admin" | "moderator" | "member", signedWith = secret) {
  const salt = "authjs.session-token";
  const claims = { sub: role, sid: "session-of-a-test" };
  return { cookie: `${salt}=${await encode({ token: claims, secret: signedWith, salt })}` };
}

describe("access of operators", () => {
  it("lets a program with the token in, as nobody in particular", async () => {
    expect(await call({ authorization: `Bearer ${token}` })).toBe(null);
    expect(await call({ authorization: `bearer  ${token} ` })).toBe(null);
  });

  it("lets an admin's session in, and no other", async () => {
    expect(await call(await cookieOf("admin"))).toBe("admin");
    expect(await call(await cookieOf("moderator"))).toBe("forbidden");
    expect(await call(await cookieOf("member"))).toBe("forbidden");
    expect(await call({})).toBe("not_signed_in");
    expect(await call({ authorization: "Basic b3BlcmF0b3I6eA==" })).toBe("not_signed_in");
  });

  it("knows sessions of the old and the new secret while it is rotated, and only of the new one after", async () => {
    const next = "auth-secret-that-comes-after-it-0123456789";
    const during = { AUTH_SECRET_NEXT: next };
    expect(await call(await cookieOf("admin"), during)).toBe("admin");
    expect(await call(await cookieOf("admin", next), during)).toBe("admin");
    expect(await call(await cookieOf("admin", next), { AUTH_SECRET: next })).toBe("admin");
    expect(await call(await cookieOf("admin"), { AUTH_SECRET: next })).toBe("not_signed_in");
  });

  it("refuses a wrong token, also beside an admin's session", async () => {
    const wrong = { authorization: `Bearer ${token.slice(0, -1)}x` };
    expect(await call(wrong)).toBe("not_signed_in");
    expect(await call({ ...wrong, ...(await cookieOf("admin")) })).toBe("not_signed_in");
    expect(await call({ authorization: `Bearer ${token}x` })).toBe("not_signed_in");
    expect(await call({ authorization: `Bearer ${token.slice(0, -1)}` })).toBe("not_signed_in");
  });

  it("knows no token where none is configured", async () => {
    for (const tried of ["undefined", "null", token, "x"]) {
      expect(await call({ authorization: `Bearer ${tried}` }, {})).toBe("not_signed_in");
    }
  });

  it("counts the token nowhere but under this access", async () => {
    expect(await call({ authorization: `Bearer ${token}` }, undefined, "admin")).toBe(
      "not_signed_in",
    );
  });
});

describe("a Bearer header", () => {
  it("decides alone, whatever session comes with it", async () => {
    const session = await cookieOf("admin");
    expect(await call(session, {}, "member")).toBe("admin");
    for (const access of ["anyone", "member", "admin"] as const) {
      const unknown = { ...session, authorization: "Bearer anything" };
      expect(await call(unknown, {}, access)).toBe("not_signed_in");
      const apiToken = { ...session, authorization: "Bearer plz_anything" };
      expect(await call(apiToken, {}, access)).toBe("forbidden");
    }
  });

  it("is not what a header of another scheme is", async () => {
    const basic = { ...(await cookieOf("member")), authorization: "Basic b3BlcmF0b3I6eA==" };
    expect(await call(basic, {}, "member")).toBe("member");
  });
});
