import type { Locale, TimeFormat } from "../auth/schema";
import { themeCookie, type Theme } from "./theme";
import { timeFormatCookie } from "./time-format";

const yearSeconds = 365 * 24 * 60 * 60;

/** Shows the theme at once and keeps it for the next page. Browser only. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  writeCookie(themeCookie, theme);
}

/** Keeps the language for the next answer of the server; refresh the router to see it. Browser only. */
export function keepLocale(locale: Locale): void {
  writeCookie("plaza.locale", locale);
}

/** Keeps the time format for the next answer of the server; refresh the router to see it. Browser only. */
export function keepTimeFormat(timeFormat: TimeFormat): void {
  writeCookie(timeFormatCookie, timeFormat);
}

function writeCookie(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=${yearSeconds}; samesite=lax${secure}`;
}
