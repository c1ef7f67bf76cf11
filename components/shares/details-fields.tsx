"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { useId } from "react";
import { clsx } from "clsx";
import { ShareTextarea } from "@/components/chat/share-textarea";
import { useHydrated } from "@/components/chat/use-hydrated";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { countCharacters } from "@/lib/client/characters";
import { lifetimes, textLimits, type ShareDraft, type TextField } from "@/lib/client/share-draft";
import { Segments } from "./segments";

const styles = [
  "photo",
  "watercolour",
  "oil",
  "pencil",
  "anime",
  "pixel",
  "render",
  "poster",
] as const;
const dayMs = 24 * 60 * 60 * 1000;

type DetailsFieldsProps = {
  draft: ShareDraft;
  errorOf: (field: TextField) => string | undefined;
  onChange: (change: Partial<ShareDraft>) => void;
};

/** What is said of the picture, and how long it stays. */
export function DetailsFields({ draft, errorOf, onChange }: DetailsFieldsProps) {
  const t = useTranslations("shares.new");
  const format = useFormatter();
  const suggestions = useId();
  // The server does not know the viewer's day.
  const hydrated = useHydrated();
  const endsAt = useNow().getTime() + draft.days * dayMs;
  return (
    <>
      <Field
        label={t("titleLabel")}
        hint={<Count field="title" text={draft.title} />}
        error={errorOf("title")}
      >
        {(wiring) => (
          <Input
            {...wiring}
            name="title"
            autoComplete="off"
            value={draft.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t("prompt")}
        hint={<Count field="prompt" text={draft.prompt} lead={t("promptHint")} />}
        error={errorOf("prompt")}
      >
        {(wiring) => (
          <ShareTextarea
            {...wiring}
            name="prompt"
            rows={5}
            maxLength={undefined}
            value={draft.prompt}
            onChange={(prompt) => onChange({ prompt })}
          />
        )}
      </Field>
      <Field
        label={t("style")}
        hint={<Count field="style" text={draft.style} />}
        error={errorOf("style")}
      >
        {(wiring) => (
          <Input
            {...wiring}
            name="style"
            autoComplete="off"
            list={suggestions}
            value={draft.style}
            onChange={(event) => onChange({ style: event.target.value })}
          />
        )}
      </Field>
      <datalist id={suggestions}>
        {styles.map((style) => (
          <option key={style} value={t(`styles.${style}`)} />
        ))}
      </datalist>
      <Segments
        legend={t("lifetime")}
        name="days"
        value={draft.days}
        options={lifetimes.map((days) => ({ value: days, label: t("days", { count: days }) }))}
        onChange={(days) => onChange({ days })}
        hint={
          hydrated ? t("until", { date: format.dateTime(endsAt, { dateStyle: "long" }) }) : "\u00a0"
        }
      />
    </>
  );
}

/** How much is written and how much may be. */
function Count({ field, text, lead }: { field: TextField; text: string; lead?: string }) {
  const t = useTranslations("shares.new");
  const count = countCharacters(text);
  const max = textLimits[field];
  return (
    <span className="flex gap-3">
      <span className="min-w-0 flex-1">{lead}</span>
      <span className={clsx("shrink-0 tabular-nums", count > max && "font-medium text-danger")}>
        <span aria-hidden>{t("countShort", { count, max })}</span>
        <span className="sr-only">{t("count", { count, max })}</span>
      </span>
    </span>
  );
}
