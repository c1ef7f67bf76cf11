import { z } from "zod";
import type { Locale } from "@/lib/auth/schema";
import type { Theme } from "@/lib/client/theme";
import { fetchJson } from "@/lib/http/fetcher";

/** Keeps theme or language with the account, for my other devices. */
export async function keepPreferences(values: { theme?: Theme; locale?: Locale }): Promise<void> {
  await fetchJson("/api/me", z.unknown(), { method: "PATCH", json: values });
}

const csrfSchema = z.object({ csrfToken: z.string() });

/** Ends this session and goes to the start page. */
export async function signOut(): Promise<void> {
  const { csrfToken } = await fetchJson("/api/auth/csrf", csrfSchema);
  const form = new FormData();
  form.set("csrfToken", csrfToken);
  form.set("json", "true");
  await fetchJson("/api/auth/signout", z.unknown(), { method: "POST", body: form });
  location.assign("/");
}
