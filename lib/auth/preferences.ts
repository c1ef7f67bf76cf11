import { localeCookie } from "../../i18n/pick-locale";
import { themeCookie } from "../client/theme";
import { timeFormatCookie } from "../client/time-format";
import type { Preferences } from "./schema";

const yearSeconds = 365 * 24 * 60 * 60;

/** `Set-Cookie` values that make the first paint of the next page right; readable by the page, which sets them too. */
export function toPreferenceCookies(preferences: {
  [Name in keyof Preferences]?: Preferences[Name] | undefined;
}): string[] {
  const { locale, theme, timeFormat } = preferences;
  const pairs = [
    ...(theme ? [[themeCookie, theme] as const] : []),
    ...(timeFormat ? [[timeFormatCookie, timeFormat] as const] : []),
    ...(locale ? [[localeCookie, locale] as const] : []),
  ];
  return pairs.map(
    ([name, value]) => `${name}=${value}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`,
  );
}
