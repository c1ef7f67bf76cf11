import { describe, expect, it } from "vitest";
import { pickLocale } from "./pick-locale";

describe("the locale of a request", () => {
  it("is the cookie's when that names one of ours", () => {
    expect(pickLocale("zh-Hant", "en")).toBe("zh-Hant");
  });

  it("does not believe a cookie that names another", () => {
    expect(pickLocale("../../secret", "zh-CN")).toBe("zh-Hans");
  });

  it.each([
    ["zh-TW", "zh-Hant"],
    ["zh-HK,en;q=0.5", "zh-Hant"],
    ["zh-Hant-CN", "zh-Hant"],
    ["zh-Hans-TW", "zh-Hans"],
    ["zh", "zh-Hans"],
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"],
    ["en-GB,zh-TW;q=0.9", "en"],
    ["de-DE,zh-TW;q=0.6,en;q=0.4", "zh-Hant"],
    ["en;q=0,zh-TW;q=0.1", "zh-Hant"],
    ["fr, *;q=0.1", "en"],
    [";;,,=q", "en"],
    ["", "en"],
  ])("for Accept-Language %j is %s", (header, expected) => {
    expect(pickLocale(undefined, header)).toBe(expected);
  });

  it("is English when nothing is said", () => {
    expect(pickLocale(undefined, null)).toBe("en");
  });
});
