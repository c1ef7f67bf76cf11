import type { SkinTone } from "./skin-tone";

/** One emoji: `words` are what it is found by besides its name, in one string. */
export type Emoji = { emoji: string; name: string; words: string; hasTones: boolean };
export type EmojiGroup = { key: EmojiGroupKey; emojis: readonly Emoji[] };
export type EmojiGroupKey = (typeof emojiGroupKeys)[number];

export const emojiGroupKeys = [
  "smileys-emotion",
  "people-body",
  "animals-nature",
  "food-drink",
  "travel-places",
  "activities",
  "objects",
  "symbols",
  "flags",
] as const;

const modifiers = ["", "🏻", "🏼", "🏽", "🏾", "🏿"] as const;

/** The emoji with the skin of that tone, for those that have tones. */
export function withTone(emoji: string, tone: SkinTone): string {
  if (tone === 0) return emoji;
  const [first = "", ...rest] = [...emoji];
  return first + modifiers[tone] + rest.join("").replace(/^\uFE0F/u, "");
}

/**
 * Emoji whose name or words contain every word of `query`: those called so first, then those whose name or one of whose
 * words begins with it, each in the order of the groups.
 */
export function searchEmoji(
  groups: readonly EmojiGroup[],
  query: string,
  limit: number,
): readonly Emoji[] {
  const wanted = fold(query).split(" ").filter(Boolean);
  const [first] = wanted;
  if (first === undefined) return [];
  const ranked: Emoji[][] = [[], [], [], []];
  for (const { emojis } of groups) {
    for (const entry of emojis) {
      const name = fold(entry.name);
      const text = ` ${name} ${fold(entry.words)}`;
      if (!wanted.every((word) => text.includes(word))) continue;
      ranked[rank(name, text, first, wanted)]?.push(entry);
    }
  }
  return ranked.flat().slice(0, limit);
}

function rank(name: string, text: string, first: string, wanted: readonly string[]): number {
  if (name === wanted.join(" ")) return 0;
  if (name.startsWith(first)) return 1;
  return text.includes(` ${first}`) ? 2 : 3;
}

/** Without case and accents; `_` and `-` part words, as in `:thumbs_up`. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036F]/g, "")
    .normalize("NFC")
    .replace(/[_-]/g, " ");
}
