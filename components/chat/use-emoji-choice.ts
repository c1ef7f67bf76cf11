"use client";

import { useLocale } from "next-intl";
import { useMemo, useState } from "react";
import useSWRImmutable from "swr/immutable";
import { untagLocale } from "@/i18n/tagged-locale";
import {
  searchEmoji,
  withTone,
  type Emoji,
  type EmojiGroup,
  type EmojiGroupKey,
} from "@/lib/client/emoji/emoji";
import { findRecentEmoji, findSkinTone } from "@/lib/client/emoji/emoji-memory";
import { loadEmoji } from "@/lib/client/emoji/load-emoji";
import type { SkinTone } from "@/lib/client/emoji/skin-tone";

/** As it is picked: with the skin that was chosen. */
export type ShownEmoji = { emoji: string; name: string };
export type EmojiShelf = EmojiGroupKey | "recent";

const mostFound = 160;

/** All emoji in the page's language; fetched once. */
export function useEmoji(wanted = true) {
  const locale = untagLocale(useLocale());
  return useSWRImmutable<readonly EmojiGroup[], unknown>(wanted ? `emoji ${locale}` : null, () =>
    loadEmoji(locale),
  );
}

/** What the picker shows: a group, the recent ones, or what is searched for. */
export function useEmojiChoice(typed: string) {
  const { data: groups, error } = useEmoji();
  // Taken when the picker opens, so that nothing moves under the pointer.
  const [recent] = useState(findRecentEmoji);
  const [group, setGroup] = useState<EmojiShelf>(recent.length > 0 ? "recent" : "smileys-emotion");
  const [query, setQuery] = useState(typed);
  const [tone, setTone] = useState<SkinTone>(findSkinTone);
  const shown = useMemo(() => {
    if (!groups) return undefined;
    if (query.trim() === "" && group === "recent") return toRecent(groups, recent);
    const found =
      query.trim() === ""
        ? (groups.find(({ key }) => key === group)?.emojis ?? [])
        : searchEmoji(groups, query, mostFound);
    return found.map((entry) => toShown(entry, tone));
  }, [groups, query, group, recent, tone]);
  return { query, setQuery, group, setGroup, tone, setTone, shown, error };
}

export function toShown({ emoji, name, hasTones }: Emoji, tone: SkinTone): ShownEmoji {
  return { emoji: hasTones ? withTone(emoji, tone) : emoji, name };
}

/** They keep the skin that they were picked with. */
function toRecent(groups: readonly EmojiGroup[], recent: readonly string[]): ShownEmoji[] {
  const bare = (emoji: string) => emoji.replace(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, "");
  const names = new Map(
    groups.flatMap(({ emojis }) => emojis.map(({ emoji, name }) => [bare(emoji), name] as const)),
  );
  return recent.flatMap((emoji) => {
    const name = names.get(bare(emoji));
    return name === undefined ? [] : [{ emoji, name }];
  });
}
