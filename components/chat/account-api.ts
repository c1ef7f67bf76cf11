import { z } from "zod";
import type { Locale } from "@/lib/auth/schema";
import type { Theme } from "@/lib/client/theme";
import { fetchJson } from "@/lib/http/fetcher";

/** Keeps theme or language with the account, for my other devices. */
export async function keepPreferences(values: { theme?: Theme; locale?: Locale }): Promise<void> {
  await fetchJson("/api/me", z.unknown(), { method: "PATCH", json: values });
}
