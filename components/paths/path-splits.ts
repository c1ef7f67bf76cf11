import type { ChartSeries, ChartTone } from "@/components/charts/types";
import type { PathStats } from "@/lib/traffic/report/schema";

export type Split = "classes" | "methods";

const classTones = new Map<string, ChartTone>([
  ["1xx", "tertiary"],
  ["2xx", "primary"],
  ["3xx", "secondary"],
  ["4xx", "warn"],
  ["5xx", "danger"],
]);
const methodTones: ChartTone[] = ["primary", "secondary", "tertiary", "warn", "danger"];

/** Which parts a path's requests fall into: status classes in their order, methods by requests. */
export function listParts(
  { totals }: PathStats,
  split: Split,
): { name: string; requests: number }[] {
  const parts = Object.entries(totals[split]).map(([name, requests]) => ({ name, requests }));
  return split === "classes"
    ? parts.sort((a, b) => (a.name < b.name ? -1 : 1))
    : parts.sort((a, b) => b.requests - a.requests);
}

/** The parts over time, to be stacked. */
export function toSplitSeries(stats: PathStats, split: Split): ChartSeries[] {
  return listParts(stats, split).map(({ name }, index) => ({
    key: name,
    label: name,
    tone: (split === "classes" ? classTones.get(name) : methodTones[index]) ?? "muted",
    values: stats.series.map((bucket) => bucket[split][name] ?? 0),
  }));
}
