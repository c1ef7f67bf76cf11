"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Input } from "@/components/ui/input";
import { keepSkinTone, noteEmoji } from "@/lib/client/emoji/emoji-memory";
import { isComposing } from "./composing";
import { EmojiGroups } from "./emoji-groups";
import { SkinTones } from "./skin-tones";
import { useEmojiChoice, type ShownEmoji } from "./use-emoji-choice";
import { useProblemText } from "./use-problem-text";

export type EmojiPickerProps = {
  /** What was typed before it was there. */
  typed: string;
  onPick: (emoji: string) => void;
  /** Esc was pressed. */
  onClose: () => void;
};

/** Columns of the grid; the class below says the same. */
const columns = 8;

/**
 * Finds an emoji by name or by leafing; to stand in a popover. The focus stays in the search: arrows walk the grid, Enter
 * picks. Load it on demand.
 */
export function EmojiPicker({ typed, onPick, onClose }: EmojiPickerProps) {
  const t = useTranslations("compose.emoji");
  const toText = useProblemText();
  const gridId = useId();
  const { query, setQuery, group, setGroup, tone, setTone, shown, error } = useEmojiChoice(typed);
  const [at, setAt] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const index = Math.min(at, (shown?.length ?? 0) - 1);
  const active = shown?.[index];

  useEffect(() => {
    // On touch screens it would throw up the keyboard over the emoji.
    if (matchMedia("(pointer: fine)").matches) search.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    grid.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [index, shown]);

  const restart = () => {
    setAt(0);
    grid.current?.scrollTo({ top: 0 });
  };
  const pick = ({ emoji }: ShownEmoji) => {
    noteEmoji(emoji);
    onPick(emoji);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const step = toStep(event.key, query !== "");
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    } else if (event.key === "Enter") {
      if (active) pick(active);
    } else if (step !== 0) {
      setAt(Math.max(0, Math.min(index + step, (shown?.length ?? 1) - 1)));
    } else return;
    event.preventDefault();
  };

  return (
    <div className="flex w-[20rem] pointer-coarse:w-[22rem] max-w-[calc(100vw-1rem)] flex-col gap-2 p-2">
      <Input
        ref={search}
        type="search"
        role="combobox"
        aria-label={t("search")}
        aria-expanded
        aria-controls={gridId}
        aria-activedescendant={active ? `${gridId}-${index}` : undefined}
        autoComplete="off"
        maxLength={40}
        placeholder={t("search")}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          restart();
        }}
        onKeyDown={onKeyDown}
      />
      <EmojiGroups
        group={query === "" ? group : null}
        onChange={(next) => {
          setGroup(next);
          setQuery("");
          restart();
        }}
      />
      <div
        ref={grid}
        id={gridId}
        role="listbox"
        aria-label={query === "" ? t(`groups.${group}`) : t("found")}
        aria-busy={!shown && !error}
        className="grid h-56 auto-rows-min grid-cols-8 pointer-coarse:grid-cols-7 overflow-y-auto overscroll-contain"
      >
        {shown?.length === 0 ? (
          <p aria-hidden className="col-span-full py-16 text-center text-sm text-muted">
            {t(query === "" ? "noRecent" : "none")}
          </p>
        ) : null}
        {shown?.map(({ emoji, name }, place) => (
          <div
            key={emoji}
            id={`${gridId}-${place}`}
            role="option"
            aria-selected={place === index}
            aria-label={name}
            // Keeps the focus in the search.
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => setAt(place)}
            onClick={() => pick({ emoji, name })}
            className="flex aspect-square cursor-pointer items-center justify-center rounded-lg text-2xl leading-none select-none aria-selected:bg-accent-soft aria-selected:outline-2 aria-selected:-outline-offset-2 aria-selected:outline-accent"
          >
            {emoji}
          </div>
        ))}
      </div>
      <div className="flex min-h-9 items-center gap-2">
        <p role="status" className="min-w-0 flex-1 truncate text-sm text-muted">
          {error ? (
            <span className="text-danger">{toText(error)}</span>
          ) : shown?.length === 0 ? (
            <span className="sr-only">{t(query === "" ? "noRecent" : "none")}</span>
          ) : (
            active?.name
          )}
        </p>
        <SkinTones
          tone={tone}
          onChange={(next) => {
            setTone(next);
            keepSkinTone(next);
          }}
        />
      </div>
    </div>
  );
}

/** How far a key leads in the grid; with a word in the search, the arrows to the side belong to the word. */
function toStep(key: string, hasQuery: boolean): number {
  if (key === "ArrowDown") return columns;
  if (key === "ArrowUp") return -columns;
  if (hasQuery) return 0;
  return key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
}
