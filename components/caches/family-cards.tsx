"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { FamilyFigures } from "@/lib/telemetry/report/schema";
import { toRate } from "./rate";

/** What each family holds, how often a cache answered, and what that means. */
export function FamilyCards({ families }: { families: FamilyFigures[] }) {
  const t = useTranslations("caches");
  const format = useFormatter();
  return (
    <section aria-labelledby="cache-families" className="space-y-3">
      <h2 id="cache-families" className="text-sm font-semibold">
        {t("families.title")}
      </h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-3">
        {families.map(({ family, hits, misses }) => {
          const rate = toRate({ hits, misses });
          return (
            <li key={family} className="rounded-xl border border-line bg-surface p-4">
              <h3 className="text-sm font-medium">{t(`family.${family}.name`)}</h3>
              <p className="mt-1 flex flex-wrap items-baseline justify-between gap-x-2 tabular-nums">
                <span className="text-xl font-semibold">
                  {rate === null
                    ? t("families.noLookups")
                    : format.number(rate, { style: "percent", maximumFractionDigits: 1 })}
                </span>
                <span className="text-sm text-muted">
                  {t("families.lookups", { count: hits + misses })}
                </span>
              </p>
              {/* The figure above says the same. */}
              <span aria-hidden className="mt-2 block h-1.5 overflow-hidden rounded-full bg-subtle">
                <span
                  className="block h-full rounded-full bg-accent"
                  style={{ width: `${(rate ?? 0) * 100}%` }}
                />
              </span>
              <p className="mt-2 text-sm text-pretty text-muted">{t(`family.${family}.holds`)}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
