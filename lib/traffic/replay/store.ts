import { z } from "zod";
import type { Deps } from "../../platform/deps";
import { within } from "../../platform/within";
import type { ReadablePart } from "../archive/read";
import type { TrafficEvent } from "../schema";

/** A page is about a megabyte and a half of JSON; D1's 1,000 calls a request then reach 2.5 million raw rows. */
export const rawPageSize = 5_000;
const limitMs = 15_000;

const partsSchema = z.array(
  z.object({ path: z.string(), format: z.enum(["jsonl.gz", "parquet"]) }),
);
const rowSchema = z.object({
  id: z.string(),
  timestamp: z.number(),
  path: z.string(),
  route: z.string(),
  method: z.string(),
  status: z.number(),
  responseTime: z.number(),
  clientIpHash: z.string().nullable(),
  country: z.string(),
  bot: z.number(),
  userAgent: z.string().nullable(),
  weight: z.number(),
});

type RawQuestion = {
  date: string;
  from: number;
  to: number;
  /** The id behind which the page begins. */
  after: string;
  /** Null is all of them. */
  route: string | null;
};

/** Raw events of a day by id, and which verified objects of the archive hold events of it at the same moment. */
export type RawPage = { parts: ReadablePart[]; events: TrafficEvent[] };

/**
 * The next raw events of a day. Both halves are read in one transaction, so that rows which have left for R2 are never
 * missed without their object being named. A page shorter than `rawPageSize` is the last.
 */
export async function readRawPage(
  { traffic }: Pick<Deps, "traffic">,
  { date, from, to, after, route }: RawQuestion,
): Promise<RawPage> {
  const rows = traffic
    .prepare(
      `SELECT id, timestamp, path, route, method, status, response_time AS responseTime,
         client_ip_hash AS clientIpHash, country, bot, user_agent AS userAgent, weight
       FROM traffic_events
       WHERE event_date = ?1 AND id > ?2 AND timestamp >= ?3 AND timestamp < ?4
         AND (?6 IS NULL OR route = ?6) ORDER BY id LIMIT ?5`,
    )
    .bind(date, after, from, to, rawPageSize, route);
  const batch = traffic.batch([partsStatement(traffic, date), rows]);
  const [parts, page] = await within(limitMs, "Reading raw events", batch);
  return {
    parts: partsSchema.parse(parts?.results),
    events: (page?.results ?? []).map(toEvent),
  };
}

/** Which verified objects hold events of a day now; none once the archive has let the day go. */
export async function listReadableParts(
  { traffic }: Pick<Deps, "traffic">,
  date: string,
): Promise<ReadablePart[]> {
  const { results } = await within(
    limitMs,
    "Reading the ledger",
    partsStatement(traffic, date).all(),
  );
  return partsSchema.parse(results);
}

function partsStatement(traffic: Deps["traffic"], date: string): D1PreparedStatement {
  return traffic
    .prepare(
      `SELECT archive_parts.path, archive_parts.format FROM archive_parts JOIN archives USING (date)
       WHERE date = ?1 AND state <> 'expired' ORDER BY part LIMIT 1000`,
    )
    .bind(date);
}

function toEvent(value: unknown): TrafficEvent {
  const { userAgent, bot, ...row } = rowSchema.parse(value);
  return { version: 1, ...row, bot: bot === 1, ...(userAgent === null ? {} : { userAgent }) };
}
