"use client";

import { CalendarRange } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { DashboardView } from "@/lib/dashboard/schema";
import { CustomRangeDialog } from "./custom-range-dialog";
import { ranges } from "./ranges";

type RangePickerProps = {
  view: DashboardView;
  /** What is shown now, in milliseconds; where a range of one's own begins. */
  shown: { from: number; to: number } | null;
  onView: (change: Partial<DashboardView>) => void;
};

const segment =
  "relative flex min-h-9 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-md px-2 text-sm whitespace-nowrap text-muted transition-colors hover:text-ink md:min-h-8 md:px-2.5";

/** The last hour to the last 90 days as radio buttons in one bar, and a range of one's own behind a dialog. */
export function RangePicker({ view, shown, onView }: RangePickerProps) {
  const t = useTranslations("paths.range");
  const name = useId();
  const [choosing, setChoosing] = useState(false);
  return (
    <div className="flex max-w-full rounded-lg border border-line-strong bg-surface p-0.5 max-sm:w-full">
      <fieldset className="flex flex-5">
        <legend className="sr-only">{t("label")}</legend>
        {ranges.map((range) => (
          <label
            key={range}
            className={`${segment} has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent-strong has-focus-visible:outline-2 has-focus-visible:outline-accent`}
          >
            <input
              type="radio"
              name={name}
              checked={view.range === range}
              onChange={() => onView({ range, from: null, to: null })}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            <span aria-hidden>{t(`short.${range}`)}</span>
            <span className="sr-only">{t(`long.${range}`)}</span>
          </label>
        ))}
      </fieldset>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-pressed={view.range === null}
        aria-label={t("custom")}
        onClick={() => setChoosing(true)}
        className={`${segment} aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-strong`}
      >
        <CalendarRange aria-hidden size={16} />
        <span aria-hidden className="max-sm:hidden">
          {t("customShort")}
        </span>
      </button>
      {choosing ? (
        <CustomRangeDialog
          shown={shown}
          onChoose={(from, to) => onView({ range: null, from, to })}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </div>
  );
}
