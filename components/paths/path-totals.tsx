import { useTranslations } from "next-intl";
import type { PathStats } from "@/lib/traffic/report/schema";
import { TotalCard } from "./total-card";
import { useFigures } from "./use-figures";

const kinds = {
  requests: "count",
  visitors: "count",
  errors: "count",
  errorRate: "rate",
  avgMs: "duration",
  p50: "duration",
  p95: "duration",
  p99: "duration",
} as const;
const order = [
  "requests",
  "visitors",
  "errors",
  "errorRate",
  "avgMs",
  "p50",
  "p95",
  "p99",
] as const;

/** The figures of one path over the whole range. */
export function PathTotals({ stats }: { stats: PathStats }) {
  const t = useTranslations("charts");
  const names = useTranslations("charts.table.columns");
  const figures = useFigures();
  const { totals, errorBounds } = stats;
  const bounds = new Map<string, number>([
    ["visitors", errorBounds.visitors],
    ...(["p50", "p95", "p99"] as const).map((key) => [key, errorBounds.quantiles] as const),
  ]);
  return (
    <section aria-label={t("totals")}>
      <dl className="grid grid-cols-2 gap-2 sm:gap-3 md:grid-cols-4 2xl:grid-cols-8">
        {order.map((key) => {
          const [value, bound] = [totals[key], bounds.get(key)];
          return (
            <TotalCard
              key={key}
              label={names(key)}
              value={value === null ? null : figures[kinds[key]](value)}
              bound={value === null || bound === undefined ? null : figures.rate(bound)}
              boundIsTypical={key === "visitors"}
              worse={null}
              change={null}
            />
          );
        })}
      </dl>
    </section>
  );
}
