"use client";

import { useTranslations } from "next-intl";
import { isApple, shortcuts, type Chord, type ShortcutName } from "@/lib/client/shortcuts";

const arrows: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓" };

/** The keys of a shortcut, as they are written on the keyboard in front of one. */
export function KeyCaps({ name }: { name: ShortcutName }) {
  const t = useTranslations("find.keys");
  const apple = isApple();
  const chords: readonly Chord[] = shortcuts[name].chords;
  const toCaps = ({ key, mod, alt, shift }: Chord) => [
    ...(mod ? [apple ? "⌘" : t("ctrl")] : []),
    ...(alt ? [apple ? "⌥" : t("alt")] : []),
    ...(shift ? [apple ? "⇧" : t("shift")] : []),
    arrows[key] ?? (key === "Escape" ? t("escape") : key === "Enter" ? t("enter") : nameKey(key)),
  ];
  return (
    <span className="flex shrink-0 flex-wrap items-center justify-end gap-x-1.5 gap-y-1">
      {chords.map((chord, index) => (
        <span key={index} className="flex items-center gap-0.5">
          {index > 0 ? <span className="mr-1 text-xs text-muted">{t("or")}</span> : null}
          {toCaps(chord).map((cap) => (
            <kbd
              key={cap}
              className="min-w-6 rounded-md border border-line-strong bg-surface px-1.5 text-center font-sans text-xs leading-5 text-ink"
            >
              {cap}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}

const nameKey = (key: string) => (key.length === 1 ? key.toUpperCase() : key);
