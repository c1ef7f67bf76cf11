import type { Telemetry } from "../schema";
import type { Labels } from "../sum";
import { refusalReasons, reportFamilies, reportStores, reportTiers } from "./schema";

const other = "other";

const known: Record<string, readonly string[]> = {
  family: reportFamilies,
  tier: reportTiers,
  reason: refusalReasons,
};

/** The same with every label of caches and tickets that nobody knows, or that is missing, as `other`. */
export function toKnown({ counters, timers }: Telemetry): Telemetry {
  return {
    counters: counters.map((series) => ({ ...series, labels: toLabels(series) })),
    timers: timers.map((series) => ({ ...series, labels: toLabels(series) })),
  };
}

function toLabels({ name, labels }: { name: string; labels: Labels }): Labels {
  if (name.startsWith("cache.")) return pick(labels, ["family", "tier"]);
  if (name === "ticket.refused") return { ...toStore(labels), ...pick(labels, ["reason"]) };
  if (name.startsWith("ticket.")) return { ...labels, ...toStore(labels) };
  return labels;
}

function pick(labels: Labels, names: string[]): Labels {
  return Object.fromEntries(
    names.map((name) => {
      const value = labels[name] ?? other;
      return [name, known[name]?.includes(value) ? value : other];
    }),
  );
}

function toStore({ store = other }: Labels): Labels {
  return { store: reportStores.some((one) => one === store) ? store : other };
}
