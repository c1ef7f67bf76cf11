"use client";

import { useTranslations } from "next-intl";
import { cacheRanges, type CacheRange } from "@/lib/telemetry/report/schema";

type RangePickerProps = { value: CacheRange; onChange: (range: CacheRange) => void };

/** The period, as two radio buttons drawn as one bar. */
export function RangePicker({ value, onChange }: RangePickerProps) {
  const t = useTranslations("caches.range");
  return (
    <fieldset className="flex rounded-lg border border-line-strong bg-surface p-0.5">
      <legend className="sr-only">{t("label")}</legend>
      {cacheRanges.map((range) => (
        <label
          key={range}
          className="relative flex min-h-10 cursor-pointer items-center rounded-md px-3 text-sm text-muted hover:text-ink has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent-strong has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent md:min-h-8"
        >
          <input
            type="radio"
            name="range"
            checked={range === value}
            onChange={() => onChange(range)}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          {t(range)}
        </label>
      ))}
    </fieldset>
  );
}
