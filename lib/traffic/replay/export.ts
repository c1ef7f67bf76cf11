import type { Deps } from "../../platform/deps";
import { dayMs, toDay } from "../domain";
import type { TrafficEvent } from "../schema";
import { columnsOf, type Column } from "./columns";
import { encodeParquet } from "./encode-parquet";
import { encodeCsv, encodeJsonl } from "./encode-text";
import type { ExportFormat, ExportQuery } from "./query";
import { readDay } from "./read-day";
import { toStream } from "./to-stream";

type Encoder = (
  batches: AsyncIterable<TrafficEvent[]>,
  columns: Column[],
) => AsyncGenerator<Uint8Array>;

const formats: Record<ExportFormat, { encode: Encoder; contentType: string }> = {
  jsonl: { encode: encodeJsonl, contentType: "application/x-ndjson; charset=utf-8" },
  csv: { encode: encodeCsv, contentType: "text/csv; charset=utf-8" },
  parquet: { encode: encodeParquet, contentType: "application/vnd.apache.parquet" },
};

export type Export = {
  body: ReadableStream<Uint8Array>;
  contentType: string;
  fileName: string;
};

/**
 * The events of a range as a file, day by day, in the order of time, from D1 and archive as one. Memory stays the same
 * whatever the size: a page of rows, or a row group of Parquet, and what the reader has not taken yet. Throws before
 * the first byte, breaks the stream after it.
 */
export async function exportEvents(deps: Deps, query: ExportQuery): Promise<Export> {
  const { encode, contentType } = formats[query.format];
  const body = await toStream(encode(readRange(deps, query), columnsOf(query)));
  return { body, contentType, fileName: toFileName(query) };
}

async function* readRange(
  deps: Deps,
  { from, to, path }: Pick<ExportQuery, "from" | "to" | "path">,
): AsyncGenerator<TrafficEvent[]> {
  for (let at = from; at < to; at = Math.floor(at / dayMs) * dayMs + dayMs) {
    yield* readDay(deps, { date: toDay(at), from, to, route: path ?? null });
  }
}

/** `plaza-events-20261101T0000-20261108T0000-share-id-anonymised.csv` */
function toFileName({ from, to, format, anonymize, path }: ExportQuery): string {
  const [start, end] = [from, to].map((at) =>
    new Date(at).toISOString().slice(0, 16).replace(/[-:]/g, ""),
  );
  const parts = ["plaza-events", start, end, path && toWord(path), anonymize && "anonymised"];
  return `${parts.filter(Boolean).join("-")}.${format}`;
}

/** `/share/[id]` as `share-id`: what every file system and header takes. */
function toWord(path: string): string {
  const word = path.replace(/[^A-Za-z0-9_]+/g, "-").replace(/^-|-$/g, "");
  return word.slice(0, 80) || "root";
}
