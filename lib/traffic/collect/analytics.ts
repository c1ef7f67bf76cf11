import { z } from "zod";
import type { Deps } from "../../platform/deps";
import { within } from "../../platform/within";
import { toHour } from "../domain";
import type { Visit } from "./event";
import { sumTotals, type Totals } from "./store";
import { toMethod, toCountry } from "./domain";

/** Analytics Engine: an independent second count, never the source of truth. Its absence and its failures change nothing. */

type PointDeps = Pick<Deps, "bindings" | "counters">;

/** Of the binding `TRAFFIC_ANALYTICS` in `wrangler.toml`. */
const dataset = "plaza_traffic";
const ownPoints = ["archive_daily", "d1_capacity"] as const;

/** An index may have this many bytes: https://developers.cloudflare.com/analytics/analytics-engine/limits/ */
const indexBytes = 96;

/**
 * A point for every request, also for those that sampling leaves out: a count that shared the sampling would share its faults.
 * (Analytics Engine samples by itself where it must, and says so in `_sample_interval`.)
 */
export function writeRequestPoint(deps: PointDeps, visit: Visit): void {
  write(deps, {
    blobs: [visit.route, toMethod(visit.method), toCountry(visit.country)],
    doubles: [Math.max(0, visit.endedAt - visit.startedAt), visit.status],
    indexes: [toIndex(visit.route)],
  });
}

/** A day that was archived: events and bytes of its objects. */
export function writeArchivePoint(
  deps: PointDeps,
  { date, records, bytes }: { date: string; records: number; bytes: number },
): void {
  write(deps, {
    blobs: ["archive_daily", date],
    doubles: [records, bytes],
    indexes: ["archive_daily"],
  });
}

/** How full TRAFFIC_DB is, in bytes. */
export function writeCapacityPoint(
  deps: PointDeps,
  { bytes, limitBytes }: { bytes: number; limitBytes: number },
): void {
  write(deps, { blobs: ["d1_capacity"], doubles: [bytes, limitBytes], indexes: ["d1_capacity"] });
}

function write({ bindings, counters }: PointDeps, point: AnalyticsEngineDataPoint): void {
  try {
    bindings.TRAFFIC_ANALYTICS?.writeDataPoint(point);
  } catch {
    counters.count("traffic.analytics_failed");
  }
}

/** At most 96 bytes of UTF-8, cut between characters. */
function toIndex(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= indexBytes) return text;
  return new TextDecoder().decode(bytes.slice(0, indexBytes)).replace(/\uFFFD+$/, "");
}

const answerSchema = z.object({
  data: z.array(z.object({ requests: z.coerce.number(), errors: z.coerce.number() })).length(1),
});

const sqlLimitMs = 5_000;

/**
 * Both counts of the hours from `from` to before `to` (milliseconds, whole hours); null without
 * `CLOUDFLARE_ACCOUNT_ID` and `CLOUDFLARE_API_TOKEN`. Throws when either side does not answer.
 * https://developers.cloudflare.com/analytics/analytics-engine/sql-api/
 */
export async function compareWithAnalytics(
  deps: Pick<Deps, "traffic" | "variables">,
  { from, to }: { from: number; to: number },
  request: typeof fetch = fetch,
): Promise<{ counted: Totals; analytics: Totals } | null> {
  const { CLOUDFLARE_ACCOUNT_ID: account, CLOUDFLARE_API_TOKEN: token } = deps.variables;
  if (!account || !token) return null;
  const url = `https://api.cloudflare.com/client/v4/accounts/${encodeURIComponent(account)}/analytics_engine/sql`;
  const asked = request(url, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: toQuery(from, to),
    signal: AbortSignal.timeout(sqlLimitMs),
  });
  const [counted, analytics] = await Promise.all([
    sumTotals(deps, toHour(from), toHour(to)),
    within(sqlLimitMs, "Analytics Engine", asked.then(readAnswer)),
  ]);
  return { counted, analytics };
}

async function readAnswer(response: Response): Promise<Totals> {
  if (!response.ok) throw new Error(`Analytics Engine answered ${response.status}`);
  const [row] = answerSchema.parse(await response.json()).data;
  return row ?? { requests: 0, errors: 0 };
}

/** Numbers only go into the text: the SQL API takes no parameters. */
function toQuery(from: number, to: number): string {
  const seconds = (ms: number) => Math.floor(ms / 1000);
  return `SELECT SUM(_sample_interval) AS requests, SUM(IF(double2 >= 400, _sample_interval, 0)) AS errors
FROM ${dataset}
WHERE timestamp >= toDateTime(${seconds(from)}) AND timestamp < toDateTime(${seconds(to)})
AND index1 NOT IN (${ownPoints.map((name) => `'${name}'`).join(", ")})`;
}
