import { describe, expect, it } from "vitest";
import { tagLocale, untagLocale, type TaggedLocale } from "./tagged-locale";

const at = Date.UTC(2026, 10, 21, 14, 5);
const timeIn = (locale: TaggedLocale) =>
  new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" })
    .format(at)
    .replaceAll("\u202f", " ");
const dayIn = (locale: TaggedLocale) =>
  new Intl.DateTimeFormat(locale, {
    weekday: "long",
    month: "long",
    day: "numeric",
    timeZone: "UTC",
  }).format(at);

describe("the clock of a language", () => {
  it.each([
    ["en", "auto", "2:05 PM"],
    ["en", "h12", "2:05 PM"],
    ["en", "h23", "14:05"],
    ["zh-Hans", "auto", "14:05"],
    ["zh-Hans", "h12", "下午2:05"],
    ["zh-Hans", "h23", "14:05"],
    ["zh-Hant", "auto", "下午2:05"],
    ["zh-Hant", "h12", "下午2:05"],
    ["zh-Hant", "h23", "14:05"],
  ] as const)("in %s, set to %s, says %s", (locale, timeFormat, text) => {
    expect(timeIn(tagLocale(locale, timeFormat))).toBe(text);
    expect(untagLocale(tagLocale(locale, timeFormat))).toBe(locale);
  });

  it.each([
    ["en-u-hc-h23", "Saturday, November 21"],
    ["zh-Hans-u-hc-h12", "11月21日星期六"],
    ["zh-Hant-u-hc-h23", "11月21日星期六"],
  ] as const)("leaves dates in %s as they are: %s", (locale, text) => {
    expect(dayIn(locale)).toBe(text);
  });
});
