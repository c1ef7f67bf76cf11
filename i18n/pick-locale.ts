import { localeSchema, type Locale } from "../lib/auth/schema";

/** Holds the chosen locale, so that the first paint is right; lives a year. */
export const localeCookie = "plaza.locale";

/**
 * The locale of a request: the cookie when it names one of ours, else the best of `Accept-Language`, else English.
 * Chinese of Taiwan, Hong Kong and Macao, and anything tagged `Hant`, reads traditional characters.
 */
export function pickLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  const chosen = localeSchema.safeParse(cookie);
  if (chosen.success) return chosen.data;
  for (const tag of tagsByWeight(acceptLanguage ?? "")) {
    const locale = toLocale(tag);
    if (locale) return locale;
  }
  return "en";
}

function toLocale(tag: string): Locale | null {
  const [language, ...subtags] = tag.toLowerCase().split("-");
  if (language === "en") return "en";
  if (language !== "zh") return null;
  if (subtags.includes("hans")) return "zh-Hans";
  return subtags.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) ? "zh-Hant" : "zh-Hans";
}

function tagsByWeight(header: string): string[] {
  return header
    .split(",")
    .slice(0, 20)
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim());
      const weight = parameters.find((piece) => piece.startsWith("q="));
      return { tag, weight: weight === undefined ? 1 : Number(weight.slice(2)) };
    })
    .filter(({ tag, weight }) => tag !== "" && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
