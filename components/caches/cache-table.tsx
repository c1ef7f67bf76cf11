"use client";

import { useTranslations } from "next-intl";
import type { FamilyFigures, TierFigures } from "@/lib/telemetry/report/schema";
import { FigureTable, type Column } from "./figure-table";
import { useFigures } from "./use-figures";

type Row = TierFigures & { family: FamilyFigures["family"] };

/** Everything that was counted of each family, tier by tier in the order in which they are asked. */
export function CacheTable({ families }: { families: FamilyFigures[] }) {
  const t = useTranslations("caches");
  const { count, rate, calls, average, p95 } = useFigures();
  const rows = families.flatMap(({ family, tiers }) => tiers.map((tier) => ({ family, ...tier })));
  const column = (
    key: Parameters<typeof toLabel>[0],
    cell: Column<Row>["cell"],
    isText = false,
  ): Column<Row> => ({ key, label: toLabel(key), isText, cell });
  function toLabel(
    key:
      | "family"
      | "tier"
      | "hits"
      | "misses"
      | "rate"
      | "stale"
      | "errors"
      | "reads"
      | "average"
      | "p95"
      | "writes",
  ) {
    return t(`columns.${key}`);
  }
  return (
    <section className="space-y-3">
      <h2 className="text-sm font-semibold">{t("tables.caches")}</h2>
      <FigureTable
        caption={t("tables.caches")}
        rows={rows}
        toKey={({ family, tier }) => `${family} ${tier}`}
        columns={[
          column("family", ({ family }) => t(`family.${family}.name`), true),
          column("tier", ({ tier }) => t(`tier.${tier}`), true),
          column("hits", ({ hits }) => count(hits)),
          column("misses", ({ misses }) => count(misses)),
          column("rate", rate),
          column("stale", ({ stale }) => count(stale)),
          column("errors", ({ errors }) => count(errors)),
          column("reads", ({ reads }) => calls(reads)),
          column("average", ({ reads }) => average(reads)),
          column("p95", ({ reads }) => p95(reads)),
          column("writes", ({ writes }) => calls(writes)),
        ]}
      />
      <p className="max-w-prose text-sm text-pretty text-muted">{t("tables.notes")}</p>
    </section>
  );
}
