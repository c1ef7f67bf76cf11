import { env } from "cloudflare:workers";
import { createIsolateState } from "../../../lib/platform/isolate";
import { isolateCounters, type Counters } from "../../../lib/telemetry/counters";
import { mergeTelemetry } from "../../../lib/telemetry/merge";
import { cachesReportSchema } from "../../../lib/telemetry/report/schema";
import { getCachesReport } from "../../../lib/telemetry/report/service";
import type { Telemetry } from "../../../lib/telemetry/schema";
import { testDeps } from "./deps";

/** The moment of the question. */
export const now = Date.parse("2026-11-20T12:00:30Z");

export const minute = 60_000;

/** The variables of the site that is asked; every test sets its own. */
export const configured: { variables: Record<string, string> } = { variables: {} };

/** What an isolate of its own has counted. */
export function countedBy(count: (counters: Counters) => void): Telemetry {
  const counters = isolateCounters(createIsolateState());
  count(counters);
  return counters.drain();
}

/** Files what isolates have counted `minutesAgo`, as the consumer does. */
export async function file(minutesAgo: number, ...parts: Telemetry[]): Promise<void> {
  const body = JSON.stringify(parts.reduce(mergeTelemetry));
  const at = Math.floor(now / minute) * minute - minutesAgo * minute;
  await env.TRAFFIC_DB.prepare("INSERT INTO telemetry_minutes VALUES (?, ?)").bind(at, body).run();
}

/** The report of a range, held against its schema. */
export const report = async (range: "1h" | "24h") =>
  cachesReportSchema.parse(
    await getCachesReport(testDeps({ now: () => now, variables: configured.variables }), { range }),
  );
