import { describe, expect, it } from "vitest";
import { localeSchema } from "../../auth/schema";
import { searchEmoji, withTone } from "./emoji";
import { loadEmoji } from "./load-emoji";

const isEmoji = new RegExp("^\\p{RGI_Emoji}$", "v");

describe("emoji", () => {
  it.each(localeSchema.options)(
    "all can be reacted with, in every tone, and have a name in %s",
    async (locale) => {
      const groups = await loadEmoji(locale);
      const all = groups.flatMap(({ emojis }) => emojis);
      expect(all.length).toBeGreaterThan(1800);
      expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length);
      expect(all.filter(({ emoji }) => !isEmoji.test(emoji))).toEqual([]);
      expect(all.filter(({ name }) => name === "")).toEqual([]);
      const toned = all.filter(({ hasTones }) => hasTones);
      expect(toned.length).toBeGreaterThan(250);
      expect(toned.filter(({ emoji }) => !isEmoji.test(withTone(emoji, 3)))).toEqual([]);
    },
  );

  it.each([
    ["en", "thumbs up", "👍"],
    ["en", "ROCKET", "🚀"],
    ["en", "thumbs_up", "👍"],
    ["zh-Hans", "火箭", "🚀"],
    ["zh-Hans", "rocket", "🚀"],
    ["zh-Hant", "愛心", "❤️"],
  ] as const)("in %s, %j finds %s among the first", async (locale, query, emoji) => {
    const found = searchEmoji(await loadEmoji(locale), query, 24);
    expect(found.map((entry) => entry.emoji)).toContain(emoji);
  });

  it("are not found by nothing", async () => {
    expect(searchEmoji(await loadEmoji("en"), "  ", 9)).toEqual([]);
  });
});
