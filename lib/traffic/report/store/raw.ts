import { fromBucket } from "../../domain";
import type { Filter } from "../filter";
import { ask, type ReadDeps } from "./ask";

export type RawEvent = {
  timestamp: number;
  route: string;
  responseTime: number;
  clientIpHash: string | null;
  weight: number;
};

/** Events looked at by one statement, whether or not they match. */
export const rawPageSize = 5_000;

export type RawPage = { events: RawEvent[]; lastId: string | null; scanned: number };

/**
 * The next raw events of a day behind `afterId` that pass the filter (its `q` aside). `lastId` is the last one looked at;
 * a page that looked at fewer than `rawPageSize` was the day's last.
 */
export async function readRawPage(
  deps: ReadDeps,
  page: { day: string; from: number; to: number; afterId: string; filter: Filter },
): Promise<RawPage> {
  const { day, filter } = page;
  const dayStart = fromBucket(day);
  const [rows = []] = await ask(deps, "Reading raw events", [
    deps.traffic
      .prepare(
        `WITH page AS MATERIALIZED (
           SELECT id, timestamp, route, response_time, client_ip_hash, weight, method, status, country, bot
           FROM traffic_events
           WHERE event_date = ?1 AND id > ?2 AND id < ?3 ORDER BY id LIMIT ?4
         )
         SELECT max(id) AS id, count(*) AS timestamp, NULL AS route, NULL AS response_time,
           NULL AS client_ip_hash, NULL AS weight FROM page
         UNION ALL
         SELECT id, timestamp, route, response_time, client_ip_hash, weight FROM page
         WHERE (?5 IS NULL OR ?5 = CASE WHEN method IN ('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS')
             THEN method ELSE 'OTHER' END)
           AND (?6 IS NULL OR status / 100 = ?6)
           AND (?7 IS NULL OR country = ?7)
           AND (?8 IS NULL OR bot = ?8)`,
      )
      .bind(
        day,
        // Ids begin with the timestamp in 13 digits.
        page.afterId || `${Math.max(page.from, dayStart)}`,
        `${Math.min(page.to, dayStart + 86_400_000)}`,
        rawPageSize,
        filter.method ?? null,
        filter.status === undefined ? null : Number(filter.status.slice(0, 1)),
        filter.country ?? null,
        filter.bot === undefined ? null : Number(filter.bot),
      ),
  ]);
  const [summary, ...events] = rows;
  return {
    lastId: typeof summary?.id === "string" ? summary.id : null,
    scanned: Number(summary?.timestamp ?? 0),
    events: events.map((row) => ({
      timestamp: Number(row.timestamp),
      route: String(row.route),
      responseTime: Number(row.response_time),
      clientIpHash: typeof row.client_ip_hash === "string" ? row.client_ip_hash : null,
      weight: Number(row.weight),
    })),
  };
}
