import { getToken } from "next-auth/jwt";
import { toSecrets, type Variables } from "../platform/env";
import type { Claims } from "./schema";

/**
 * Reads who a request claims to be from next-auth's encrypted cookie. Answers null for no cookie, an expired
 * one, or rubbish; never throws. Nothing here asks whether the session still holds: `findPerson` does.
 */
export async function readClaims(
  variables: Variables,
  request: Pick<Request, "headers" | "url">,
): Promise<Claims | null> {
  const cookie = request.headers.get("cookie");
  const secrets = toSecrets(variables, "AUTH_SECRET");
  if (!cookie || secrets.length === 0) return null;
  // Over https only the `__Secure-` cookie counts: a plain one could have been planted by a neighbour on http.
  const kinds = request.url.startsWith("https:") ? [true] : [true, false];
  for (const secureCookie of kinds) {
    const claims = await decodeCookie(cookie, secrets, secureCookie);
    if (claims) return claims;
  }
  return null;
}

async function decodeCookie(
  cookie: string,
  secret: string[],
  secureCookie: boolean,
): Promise<Claims | null> {
  try {
    // Only the cookie is handed over, as getToken would also take an Authorization header.
    return toClaims(await getToken({ req: { headers: { cookie } }, secret, secureCookie }));
  } catch {
    return null;
  }
}

/** The claims in a decoded token, or null when it is not one of ours. */
export function toClaims(token: Record<string, unknown> | null): Claims | null {
  if (typeof token?.sub !== "string" || typeof token.sid !== "string") return null;
  return { userId: token.sub, sid: token.sid };
}
