"use client";

import { useTranslations } from "next-intl";
import { withTone } from "@/lib/client/emoji/emoji";
import { skinTones, type SkinTone } from "@/lib/client/emoji/skin-tone";

type SkinTonesProps = { tone: SkinTone; onChange: (tone: SkinTone) => void };

/** Chooses the skin that people and hands are shown with. */
export function SkinTones({ tone, onChange }: SkinTonesProps) {
  const t = useTranslations("compose.emoji");
  return (
    <select
      aria-label={t("tone")}
      title={t("tone")}
      value={tone}
      onChange={(event) => {
        const chosen = skinTones.find((known) => String(known) === event.target.value);
        if (chosen !== undefined) onChange(chosen);
      }}
      className="h-9 shrink-0 rounded-lg border border-line-strong bg-surface px-1 text-lg"
    >
      {skinTones.map((known) => (
        <option key={known} value={known} aria-label={t("toneOf", { tone: known })}>
          {withTone("✋", known)}
        </option>
      ))}
    </select>
  );
}
