import type { Locale } from "../lib/auth/schema";
import type auth from "../messages/en/auth.json";
import type cards from "../messages/en/cards.json";
import type chat from "../messages/en/chat.json";
import type common from "../messages/en/common.json";
import type problems from "../messages/en/problems.json";
import type settings from "../messages/en/settings.json";
import type share from "../messages/en/share.json";
import type shares from "../messages/en/shares.json";

/** Makes every key of a translation checked by the compiler; English is the measure. */
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: {
      common: typeof common;
      chat: typeof chat;
      problems: typeof problems;
      auth: typeof auth;
      settings: typeof settings;
      share: typeof share;
      shares: typeof shares;
      cards: typeof cards;
    };
  }
}
