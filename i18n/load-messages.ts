import type { Messages } from "next-intl";
import type { Locale } from "../lib/auth/schema";
import { namespaces } from "./namespaces";

/** Every catalogue of a locale, keyed by namespace. A file in `messages/{locale}` is all that a namespace needs. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const catalogues = await Promise.all(
    namespaces.map(async (namespace) => {
      const file: { default: unknown } = await import(`../messages/${locale}/${namespace}.json`);
      return [namespace, file.default];
    }),
  );
  // The files' shape is held equal to the English one by `i18n/catalogues.test.ts`.
  return Object.fromEntries(catalogues) as Messages;
}
