import { useTranslations } from "next-intl";
import { Swatch } from "@/components/charts/chart-legend";
import type { PathStats } from "@/lib/traffic/report/schema";
import { listParts, toSplitSeries, type Split } from "./path-splits";
import { useFigures } from "./use-figures";

type SplitTableProps = { stats: PathStats; split: Split; title: string };

/** How the requests of the whole range are divided. */
export function SplitTable({ stats, split, title }: SplitTableProps) {
  const t = useTranslations("charts");
  const figures = useFigures();
  const tones = new Map(toSplitSeries(stats, split).map(({ key, tone }) => [key, tone]));
  return (
    <table className="w-full text-sm tabular-nums">
      <caption className="pb-1 text-left text-sm font-semibold">{title}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{t("series.requests")}</th>
          <th scope="col">{t("share")}</th>
        </tr>
      </thead>
      <tbody>
        {listParts(stats, split).map(({ name, requests }) => (
          <tr key={name} className="border-t border-line">
            <th scope="row" className="py-1 text-left font-normal">
              <span className="inline-flex items-center gap-2">
                <Swatch tone={tones.get(name) ?? "muted"} isFilled />
                {name}
              </span>
            </th>
            <td className="py-1 text-right">{figures.count(requests)}</td>
            <td className="w-20 py-1 text-right text-muted">
              {figures.rate(requests / Math.max(1, stats.totals.requests))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
