import * as z from "zod/mini";
import type { Locale, TimeFormat } from "@/lib/auth/schema";
import type { Theme } from "@/lib/client/theme";
import { fetchJson } from "@/lib/http/fetcher";

let last: Promise<unknown> = Promise.resolve();

/**
 * Keeps theme, language or time format with the account, for my other devices. One change after the other and none left out, so that
 * the last choice wins however fast they follow each other.
 */
export async function keepPreferences(values: {
  theme?: Theme;
  locale?: Locale;
  timeFormat?: TimeFormat;
}): Promise<void> {
  const kept = last.then(() =>
    fetchJson("/api/me", z.unknown(), { method: "PATCH", json: values }),
  );
  last = kept.catch(() => undefined);
  await kept;
}
