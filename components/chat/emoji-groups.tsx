"use client";

import { useTranslations } from "next-intl";
import { useRef, type KeyboardEvent } from "react";
import { emojiGroupKeys } from "@/lib/client/emoji/emoji";
import type { EmojiShelf } from "./use-emoji-choice";

const shelves: readonly EmojiShelf[] = ["recent", ...emojiGroupKeys];
const faces: Record<EmojiShelf, string> = {
  recent: "🕘",
  "smileys-emotion": "😀",
  "people-body": "👋",
  "animals-nature": "🐻",
  "food-drink": "🍔",
  "travel-places": "🚗",
  activities: "⚽",
  objects: "💡",
  symbols: "🔣",
  flags: "🏁",
};

type EmojiGroupsProps = {
  /** `null` while something is searched for. */
  group: EmojiShelf | null;
  onChange: (group: EmojiShelf) => void;
};

/** The groups of emoji, one of which is shown. */
export function EmojiGroups({ group, onChange }: EmojiGroupsProps) {
  const t = useTranslations("compose.emoji");
  const row = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = group === null ? 0 : shelves.indexOf(group) + step;
    const next = shelves.at(at % shelves.length);
    if (next === undefined) return;
    onChange(next);
    row.current?.querySelector<HTMLElement>(`[value="${next}"]`)?.focus();
  };
  return (
    <div
      ref={row}
      role="radiogroup"
      aria-label={t("groupsLabel")}
      onKeyDown={onKeyDown}
      className="flex justify-between"
    >
      {shelves.map((shelf, place) => (
        <button
          key={shelf}
          type="button"
          role="radio"
          value={shelf}
          aria-checked={shelf === group}
          aria-label={t(`groups.${shelf}`)}
          title={t(`groups.${shelf}`)}
          tabIndex={shelf === group || (group === null && place === 0) ? 0 : -1}
          onClick={() => onChange(shelf)}
          className="flex h-9 min-w-0 pointer-coarse:h-11 flex-1 items-center justify-center rounded-t-lg border-b-2 border-transparent text-lg leading-none opacity-70 grayscale hover:bg-subtle aria-checked:border-accent aria-checked:opacity-100 aria-checked:grayscale-0"
        >
          {faces[shelf]}
        </button>
      ))}
    </div>
  );
}
