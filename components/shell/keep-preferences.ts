import { z } from "zod";
import type { Locale } from "@/lib/auth/schema";
import type { Theme } from "@/lib/client/theme";
import { fetchJson } from "@/lib/http/fetcher";

let last: Promise<unknown> = Promise.resolve();

/**
 * Keeps theme or language with the account, for my other devices. One change after the other and none left out, so that
 * the last choice wins however fast they follow each other.
 */
export async function keepPreferences(values: { theme?: Theme; locale?: Locale }): Promise<void> {
  const kept = last.then(() =>
    fetchJson("/api/me", z.unknown(), { method: "PATCH", json: values }),
  );
  last = kept.catch(() => undefined);
  await kept;
}
