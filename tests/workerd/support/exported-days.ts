import { env } from "cloudflare:workers";
import { ParquetEncoder } from "../../../lib/traffic/archive/parquet";
import { toLines } from "../../../lib/traffic/archive/jsonl";
import { exportEvents } from "../../../lib/traffic/replay/export";
import type { TrafficEvent } from "../../../lib/traffic/schema";
import type { TestDeps } from "./deps";

/** The day that is exported. */
export const day = "2026-11-15";

/** Its first moment. */
export const from = Date.parse(`${day}T00:00:00Z`);

/** The export of the whole day. */
export const query = { from, to: from + 86_400_000, format: "jsonl", anonymize: false } as const;

/** Puts a part of the day into R2 and names it in the ledger, as a verified upload does. */
export async function putPart(
  part: number,
  events: TrafficEvent[],
  format: "jsonl.gz" | "parquet" = "jsonl.gz",
  state = "verified",
): Promise<string> {
  const path = `test/${day}.${part}.${format}`;
  await env.ARCHIVE_BUCKET.put(path, await toBytes(events, format));
  await env.TRAFFIC_DB.batch([
    env.TRAFFIC_DB.prepare(
      `INSERT OR REPLACE INTO archives (date, state, format, parts, requested_at, updated_at)
       VALUES (?1, ?2, ?3, ?4, 1, 1)`,
    ).bind(day, state, format, state === "done" ? part + 1 : part),
    env.TRAFFIC_DB.prepare(
      `INSERT OR REPLACE INTO archive_parts (date, part, path, format, record_count, bytes, sha256, verified_at)
       VALUES (?1, ?2, ?3, ?4, ?5, 1, '', 1)`,
    ).bind(day, part, path, format, events.length),
  ]);
  return path;
}

/** Events as the archive stores them. */
export async function toBytes(
  events: TrafficEvent[],
  format: "jsonl.gz" | "parquet",
): Promise<ArrayBuffer> {
  if (format === "parquet") {
    const encoder = new ParquetEncoder();
    return new Response(
      new Blob([encoder.add(events).slice(), encoder.finish().slice()]),
    ).arrayBuffer();
  }
  const packed = new Response(toLines(events)).body?.pipeThrough(new CompressionStream("gzip"));
  return new Response(packed).arrayBuffer();
}

/** Takes the day's rows out of D1, up to an id. */
export async function deleteRaw(upTo = "9"): Promise<void> {
  await env.TRAFFIC_DB.prepare("DELETE FROM traffic_events WHERE event_date = ?1 AND id <= ?2")
    .bind(day, upTo)
    .run();
}

/** Reads an export to its end; `meanwhile(n)` happens after the n-th block. */
export async function readIds(
  deps: TestDeps,
  meanwhile: (blocks: number) => Promise<unknown> = async () => {},
): Promise<string[]> {
  const { body } = await exportEvents(deps, query);
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const ids: string[] = [];
  let blocks = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    const lines = decoder.decode(step.value).trimEnd().split("\n");
    for (const line of lines) ids.push(JSON.parse(line).id);
    blocks += 1;
    await meanwhile(blocks);
  }
  return ids;
}
