import { env } from "cloudflare:workers";
import { commitEvents } from "../../../lib/traffic/aggregate/commit";
import { dayMs } from "../../../lib/traffic/domain";
import { archiveDeps, makeEvent, night } from "./archive";

/** The night after the day was archived. */
export const nextNight = night + dayMs;

/** Events of the day reach the consumer. */
export const commit = (indexes: number[], now = night) =>
  commitEvents(archiveDeps(now), { events: indexes.map((index) => makeEvent(index)), chunks: [] });

/** How many events were counted that no fold has seen yet. */
export async function sumOfDeltas(): Promise<number> {
  const row = await env.TRAFFIC_DB.prepare(
    "SELECT SUM(events) AS n FROM aggregation_deltas",
  ).first<{ n: number | null }>();
  return row?.n ?? 0;
}

/** The names of all objects of the archive. */
export const keys = async () => (await env.ARCHIVE_BUCKET.list()).objects.map(({ key }) => key);
