"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Avatar } from "@/components/ui/avatar";
import { findOverlayRoot } from "@/components/ui/overlay-root";
import { searchEmoji } from "@/lib/client/emoji/emoji";
import { findSkinTone, noteEmoji } from "@/lib/client/emoji/emoji-memory";
import { findTrigger } from "@/lib/client/find-trigger";
import { typeText } from "@/lib/client/type-text";
import type { CompletionProps } from "./completion";
import { toShown, useEmoji, type ShownEmoji } from "./use-emoji-choice";
import { useCaret } from "./use-caret";
import { useMentionable, type Mentionable } from "./use-mentionable";
import { usePlaceAbove } from "./use-place-above";

type Suggestion =
  | { kind: "person"; key: string; person: Mentionable }
  | { kind: "emoji"; key: string; found: ShownEmoji };

const mostEmoji = 8;

/**
 * The people or emoji that fit what is typed, over the field. The focus stays there: arrows choose, Enter and Tab take, Esc
 * puts the list away.
 */
export function Suggestions({ field, content, roomId, messages, onMention }: CompletionProps) {
  const t = useTranslations("compose.suggest");
  const listId = useId();
  const caret = useCaret(field);
  const [putAway, setPutAway] = useState<number | null>(null);
  const found = caret === null ? null : findTrigger(content.text, caret);
  const isDone = content.mentions.some(({ at }) => at === found?.from);
  const trigger = found && !isDone && found.from !== putAway ? found : null;
  const suggestions = useSuggestions(trigger, roomId, messages);
  const [chosen, setChosen] = useState({ query: "", at: 0 });
  const query = trigger?.query ?? "";
  const at = chosen.query === query ? Math.min(chosen.at, suggestions.length - 1) : 0;
  const isOpen = suggestions.length > 0;
  const place = usePlaceAbove(field, isOpen);

  const take = (suggestion: Suggestion | undefined) => {
    if (!trigger || !field.current || !suggestion) return;
    const rest = content.text.slice(trigger.to);
    const space = /^\s/u.test(rest) ? "" : " ";
    if (suggestion.kind === "emoji") {
      const { emoji } = suggestion.found;
      noteEmoji(emoji);
      typeText(field.current, `${emoji}${space}`, trigger);
    } else {
      const { id, name } = suggestion.person;
      typeText(field.current, `@${name}${space}`, trigger);
      onMention({ at: trigger.from, id, name });
    }
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const count = suggestions.length;
    if (event.key === "ArrowDown") setChosen({ query, at: (at + 1) % count });
    else if (event.key === "ArrowUp") setChosen({ query, at: (at - 1 + count) % count });
    else if (event.key === "Enter" || event.key === "Tab") take(suggestions[at]);
    else if (event.key === "Escape") setPutAway(trigger?.from ?? null);
    else return;
    event.preventDefault();
    // Before anything else that listens to the field: there Enter sends.
    event.stopPropagation();
  };
  const current = useRef(onKey);
  useEffect(() => {
    current.current = onKey;
  });
  useEffect(() => {
    const element = field.current;
    if (!isOpen || !element) return;
    const listener = (event: KeyboardEvent) => current.current(event);
    element.addEventListener("keydown", listener);
    element.setAttribute("aria-autocomplete", "list");
    element.setAttribute("aria-haspopup", "listbox");
    element.setAttribute("aria-controls", listId);
    return () => {
      element.removeEventListener("keydown", listener);
      for (const name of ["autocomplete", "haspopup", "controls", "activedescendant"]) {
        element.removeAttribute(`aria-${name}`);
      }
    };
  }, [field, isOpen, listId]);
  useEffect(() => {
    if (isOpen) field.current?.setAttribute("aria-activedescendant", `${listId}-${at}`);
  }, [field, isOpen, listId, at]);

  if (!isOpen || !trigger || !place) return null;
  return createPortal(
    <div
      style={place}
      className="fixed z-40 overflow-hidden rounded-xl border border-line bg-raised p-1 shadow-raised"
    >
      <p role="status" className="sr-only">
        {t("count", { count: suggestions.length })}
      </p>
      <ul
        id={listId}
        role="listbox"
        aria-label={trigger.kind === "person" ? t("people") : t("emoji")}
        className="max-h-64 overflow-y-auto"
      >
        {suggestions.map((suggestion, index) => (
          <li
            key={suggestion.key}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            // Keeps the focus, and the keyboard of phones, where it is.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(suggestion)}
            className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded-lg px-2 text-sm select-none hover:bg-subtle aria-selected:bg-accent-soft aria-selected:text-accent-strong md:min-h-9"
          >
            <SuggestionContent suggestion={suggestion} />
          </li>
        ))}
      </ul>
    </div>,
    findOverlayRoot() ?? document.body,
  );
}

function SuggestionContent({ suggestion }: { suggestion: Suggestion }) {
  if (suggestion.kind === "emoji") {
    const { emoji, name } = suggestion.found;
    return (
      <>
        <span aria-hidden className="text-xl leading-none">
          {emoji}
        </span>
        <span className="min-w-0 truncate">{name}</span>
      </>
    );
  }
  const { id, name, image } = suggestion.person;
  return (
    <>
      <Avatar name={name} image={image} colorKey={id} size="xs" />
      <span className="min-w-0 truncate">{name}</span>
    </>
  );
}

function useSuggestions(
  trigger: ReturnType<typeof findTrigger>,
  roomId: string,
  messages: CompletionProps["messages"],
): Suggestion[] {
  const names = trigger?.kind === "person" ? trigger.query : null;
  const people = useMentionable(roomId, names, messages) ?? [];
  const { data: groups } = useEmoji(trigger?.kind === "emoji");
  if (trigger?.kind !== "emoji") {
    return people.map((person) => ({ kind: "person", key: person.id, person }));
  }
  const tone = findSkinTone();
  return searchEmoji(groups ?? [], trigger.query, mostEmoji).map((entry) => {
    return { kind: "emoji", key: entry.emoji, found: toShown(entry, tone) };
  });
}
