import * as z from "zod/mini";
import { forgetKept, forgetPerson } from "@/lib/client/forget-person";
import { fetchJson } from "@/lib/http/fetcher";

/** The browser's side of next-auth, which wants its CSRF token with every call and answers with an address. */

const csrfSchema = z.object({ csrfToken: z.string() });
const answerSchema = z.object({ url: z.string() });

/** Why next-auth refused, as it says in the address that it would send a page to. */
export type Refusal = "credentials" | "banned" | "failed";

/** Signs in with a password; null when it worked. Throws problems (`rate_limited`) and network failures. */
export async function signIn(email: string, password: string): Promise<Refusal | null> {
  const url = await post("/api/auth/callback/credentials", { email, password });
  // Somebody else may have left without signing out.
  await forgetKept();
  if (!url.searchParams.has("error")) return null;
  const code = url.searchParams.get("code");
  return code === "credentials" || code === "banned" ? code : "failed";
}

/** Ends this session and shows the start page. */
export async function signOut(): Promise<void> {
  await post("/api/auth/signout", {});
  await forgetPerson();
  // A full load: nothing of this person may stay in memory.
  window.location.assign("/");
}

/** Goes to a provider; it sends the browser back to `next`. */
export async function goToProvider(provider: string, next: string): Promise<void> {
  const url = await post(`/api/auth/signin/${provider}`, { callbackUrl: next });
  await forgetKept();
  window.location.assign(url);
}

async function post(path: string, fields: Record<string, string>): Promise<URL> {
  const { csrfToken } = await fetchJson("/api/auth/csrf", csrfSchema);
  const json = { ...fields, csrfToken };
  const { url } = await fetchJson(path, answerSchema, { method: "POST", json });
  return new URL(url, window.location.href);
}
