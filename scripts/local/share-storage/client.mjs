import { ClearError } from "../say.mjs";

const timeoutMs = 30_000;

/**
 * Calls a Plaza as one person: `headers()` says who. Answers `{status, type, bytes, json}`; `json` is undefined for
 * anything else.
 */
export function createClient(url, headers) {
  return async (path, init = {}) => {
    const address = new URL(path, url);
    const response = await fetch(address, {
      ...init,
      headers: { ...headers(), ...init.headers },
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error) => {
      throw new ClearError(`${address.origin} does not answer (${error.cause?.code ?? error})`);
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const type = response.headers.get("content-type") ?? "";
    const json = type.includes("json") ? JSON.parse(bytes.toString()) : undefined;
    return { status: response.status, type, bytes, json, cookies: response.headers.getSetCookie() };
  };
}

export const jsonBody = (method, body) => ({
  method,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** Registers the first account, which is the administrator, and signs it in; answers a client that is this person. */
export async function signUpFirst(url) {
  const cookies = new Map();
  const call = createClient(url, () => ({
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
  }));
  const keep = (answer) => {
    for (const cookie of answer.cookies) {
      const [pair] = cookie.split(";");
      cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return answer;
  };
  const email = "storage@example.test";
  const password = crypto.randomUUID();
  const account = { email, password, name: "Storage" };
  const registered = await call("/api/auth/register", jsonBody("POST", account));
  if (registered.status !== 201)
    throw new ClearError(`the first account is refused: ${registered.bytes}`);
  const { csrfToken } = keep(await call("/api/auth/csrf")).json;
  const form = new URLSearchParams({ csrfToken, email, password });
  keep(await call("/api/auth/callback/credentials", { method: "POST", body: form }));
  return call;
}
