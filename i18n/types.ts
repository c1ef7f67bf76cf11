import type admin from "../messages/en/admin.json";
import type adminShares from "../messages/en/adminShares.json";
import type alerts from "../messages/en/alerts.json";
import type audit from "../messages/en/audit.json";
import type auth from "../messages/en/auth.json";
import type caches from "../messages/en/caches.json";
import type cards from "../messages/en/cards.json";
import type charts from "../messages/en/charts.json";
import type chat from "../messages/en/chat.json";
import type common from "../messages/en/common.json";
import type compose from "../messages/en/compose.json";
import type find from "../messages/en/find.json";
import type links from "../messages/en/links.json";
import type marks from "../messages/en/marks.json";
import type moderation from "../messages/en/moderation.json";
import type notify from "../messages/en/notify.json";
import type offline from "../messages/en/offline.json";
import type partner from "../messages/en/partner.json";
import type paths from "../messages/en/paths.json";
import type people from "../messages/en/people.json";
import type pipeline from "../messages/en/pipeline.json";
import type problems from "../messages/en/problems.json";
import type programs from "../messages/en/programs.json";
import type rooms from "../messages/en/rooms.json";
import type settings from "../messages/en/settings.json";
import type share from "../messages/en/share.json";
import type shares from "../messages/en/shares.json";
import type { TaggedLocale } from "./tagged-locale";

type None = Record<never, never>;

/** Makes every key of a translation checked by the compiler; English is the measure. */
declare module "next-intl" {
  interface AppConfig {
    Locale: TaggedLocale;
    /** None by name: whoever formats says how. */
    Formats: { dateTime: None; number: None; list: None; displayName: None };
    Messages: {
      common: typeof common;
      chat: typeof chat;
      problems: typeof problems;
      auth: typeof auth;
      settings: typeof settings;
      share: typeof share;
      shares: typeof shares;
      cards: typeof cards;
      admin: typeof admin;
      paths: typeof paths;
      charts: typeof charts;
      pipeline: typeof pipeline;
      alerts: typeof alerts;
      caches: typeof caches;
      adminShares: typeof adminShares;
      rooms: typeof rooms;
      people: typeof people;
      partner: typeof partner;
      audit: typeof audit;
      links: typeof links;
      compose: typeof compose;
      marks: typeof marks;
      find: typeof find;
      notify: typeof notify;
      moderation: typeof moderation;
      programs: typeof programs;
      offline: typeof offline;
    };
  }
}
