import type { Locale, TimeFormat } from "../lib/auth/schema";

/** A locale as components get it: every formatter made from it has the chosen clock (BCP 47, extension `u`, key `hc`). */
export type TaggedLocale = Locale | `${Locale}-u-hc-${Exclude<TimeFormat, "auto">}`;

/** The locale whose times are written by a 12-hour or 24-hour clock, or as the language has it. */
export function tagLocale(locale: Locale, timeFormat: TimeFormat): TaggedLocale {
  return timeFormat === "auto" ? locale : `${locale}-u-hc-${timeFormat}`;
}

/** The language alone, as it is chosen and kept. */
export function untagLocale(tagged: TaggedLocale): Locale {
  switch (tagged) {
    case "zh-Hans":
    case "zh-Hans-u-hc-h12":
    case "zh-Hans-u-hc-h23":
      return "zh-Hans";
    case "zh-Hant":
    case "zh-Hant-u-hc-h12":
    case "zh-Hant-u-hc-h23":
      return "zh-Hant";
    case "en":
    case "en-u-hc-h12":
    case "en-u-hc-h23":
      return "en";
  }
}
