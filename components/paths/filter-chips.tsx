"use client";

import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import type { DashboardView } from "@/lib/dashboard/schema";
import { toCountryName } from "./countries";
import { noFilters } from "./no-filters";

type FilterChipsProps = {
  view: DashboardView;
  onView: (change: Partial<DashboardView>) => void;
};

/** What is left out, each to be taken back; nothing where all requests count. */
export function FilterChips({ view, onView }: FilterChipsProps) {
  const t = useTranslations("paths.filters");
  const chips = useFilterWords(view);
  const group = useRef<HTMLDivElement>(null);
  if (chips.length === 0) return null;
  const remove = (change: Partial<DashboardView>) => {
    // What had the focus goes; the next one, or the toolbar, takes it.
    const others = group.current?.querySelectorAll("button");
    const next = [...(others ?? [])].find((button) => button !== document.activeElement);
    next?.focus();
    onView(change);
  };
  return (
    <div
      ref={group}
      role="group"
      aria-label={t("chips")}
      className="flex flex-wrap items-center gap-2"
    >
      {chips.map(({ key, text }) => (
        <button
          key={key}
          type="button"
          aria-label={t("remove", { filter: text })}
          onClick={() => remove({ [key]: noFilters[key] })}
          className="inline-flex min-h-9 max-w-full items-center gap-1.5 rounded-full bg-accent-soft py-1 pr-2 pl-3 text-sm text-accent-strong hover:brightness-95 md:min-h-7"
        >
          <span className="truncate">{text}</span>
          <X aria-hidden size={14} className="shrink-0" />
        </button>
      ))}
      <Button variant="ghost" size="sm" onClick={() => onView(noFilters)}>
        {t("clear")}
      </Button>
    </div>
  );
}

type FilterWord = { key: keyof typeof noFilters; text: string };

/** The filters of a view as words, in the viewer's language. */
function useFilterWords({ method, status, country, bot, q }: DashboardView): FilterWord[] {
  const t = useTranslations("paths.filters");
  const locale = useLocale();
  const words: (FilterWord | null)[] = [
    q === "" ? null : { key: "q", text: t("word.q", { q }) },
    method && {
      key: "method",
      text: t("word.method", { method: method === "OTHER" ? t("otherMethod") : method }),
    },
    status && { key: "status", text: t("word.status", { status: t(`statuses.${status}`) }) },
    country === null
      ? null
      : { key: "country", text: t("word.country", { country: toName(country) }) },
    bot === null ? null : { key: "bot", text: bot ? t("bots") : t("people") },
  ];
  return words.filter((word) => word !== null);

  function toName(code: string): string {
    if (code === "XX") return t("unknownCountry");
    return code === "T1" ? t("tor") : toCountryName(code, locale);
  }
}
