import * as z from "zod/mini";
import type { Locale } from "../../auth/schema";
import { emojiGroupKeys, type EmojiGroup } from "./emoji";

/** What `scripts/emoji-data.mjs` writes. */
const rowSchema = z.union([
  z.tuple([z.string(), z.string(), z.string()]),
  z.tuple([z.string(), z.string(), z.string(), z.literal(1)]),
]);
const fileSchema = z.array(z.object({ key: z.enum(emojiGroupKeys), emojis: z.array(rowSchema) }));

const files: Record<Locale, () => Promise<{ default: unknown }>> = {
  en: () => import("./en.json"),
  "zh-Hans": () => import("./zh-Hans.json"),
  "zh-Hant": () => import("./zh-Hant.json"),
};

/** All emoji with their names in that language. A chunk of its own, about 45 kB. */
export async function loadEmoji(locale: Locale): Promise<readonly EmojiGroup[]> {
  const file = await files[locale]();
  return fileSchema.parse(file.default).map(({ key, emojis }) => ({
    key,
    emojis: emojis.map(([emoji, name, words, tones]) => {
      return { emoji, name, words, hasTones: tones === 1 };
    }),
  }));
}
