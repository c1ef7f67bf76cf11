import { env } from "cloudflare:workers";
import { getByToken } from "../../../lib/http/by-token";
import { PlazaError, toProblemResponse } from "../../../lib/http/problem";
import { createTokenSchema, type TokenScope } from "../../../lib/token/schema";
import { testDeps } from "./deps";

/** When the tests of tokens begin. */
export const start = Date.UTC(2026, 10, 21, 12);

/** The deps of a request at a moment. */
export const at = (time: number) => testDeps({ now: () => time });

/** What the form of a new token sends. */
export function asked(
  fields: { name?: string; scopes?: TokenScope[]; expiresInDays?: number } = {},
) {
  return createTokenSchema.parse({ name: "Generator", scopes: ["share:write"], ...fields });
}

/** The tokens of somebody as D1 has them. */
export async function rowsOf(userId: string) {
  const { results } = await env.DB.prepare("SELECT * FROM api_tokens WHERE user_id = ?")
    .bind(userId)
    .all<Record<string, unknown>>();
  return results;
}

/** What a request with this token gets: the name of its person, or code, detail and challenge of the refusal. */
export async function call(
  secret: string,
  {
    scope = "share:write",
    headers = {},
  }: { scope?: TokenScope | null; headers?: HeadersInit } = {},
) {
  const request = new Request("https://plaza.example/api/share", { headers });
  try {
    return (await getByToken(testDeps(), request, secret, scope ?? undefined)).name;
  } catch (error) {
    if (!(error instanceof PlazaError)) throw error;
    const challenge = toProblemResponse(error).headers.get("www-authenticate");
    return [error.code, error.options.detail, challenge].filter(Boolean).join("; ");
  }
}
