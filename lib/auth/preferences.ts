import { localeCookie } from "../../i18n/pick-locale";
import { themeCookie } from "../client/theme";
import type { Locale, Theme } from "./schema";

const yearSeconds = 365 * 24 * 60 * 60;

/** `Set-Cookie` values that make the first paint of the next page right; readable by the page, which sets them too. */
export function toPreferenceCookies(preferences: {
  locale?: Locale | null | undefined;
  theme?: Theme | undefined;
}): string[] {
  const { locale, theme } = preferences;
  const pairs = [
    ...(theme ? [[themeCookie, theme] as const] : []),
    ...(locale ? [[localeCookie, locale] as const] : []),
  ];
  return pairs.map(
    ([name, value]) => `${name}=${value}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`,
  );
}
