import type { Deps } from "../../platform/deps";
import type { TrafficEvent } from "../schema";
import type { ArchiveFormat } from "./domain";
import { toLines } from "./jsonl";
import { ParquetEncoder } from "./parquet";
import { hold, PartSink, type Held } from "./part-sink";
import { readEventPage } from "./store/events";

/** Rows of one query, about 0.5 MB as JSON: a million events stay below the 1,000 queries that D1 allows an invocation. */
const pageSize = 1_500;

export type Written = {
  recordCount: number;
  bytes: number;
  sha256: string;
  firstId: string | null;
  lastId: string | null;
};

/** There were not as many events as were counted. */
export class WrongCount extends Error {}

/** Takes events as they come and turns them into the bytes of one object. */
interface Encoder {
  add(events: TrafficEvent[]): Promise<void>;
  finish(): Promise<void>;
}

/** The raw events of a day, page after page by id: each page is read when the one before has gone out. */
export async function* readDay(deps: Deps, date: string): AsyncGenerator<TrafficEvent[]> {
  let afterId = "";
  for (;;) {
    const page = await readEventPage(deps, date, afterId, pageSize);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    afterId = last.id;
  }
}

/**
 * Writes events, which come by id, into an upload and completes it. Memory holds a page, a part of 5 MiB and its copy
 * on the way (Parquet: and a row group), whatever the number of events. Throws `WrongCount`, and leaves no object,
 * when there are not `expectedCount` of them.
 */
export async function writePart(
  upload: R2MultipartUpload,
  format: ArchiveFormat,
  pages: AsyncIterable<TrafficEvent[]>,
  expectedCount: number,
  held: Held = { bytes: 0, peakBytes: 0 },
): Promise<Written> {
  const sink = new PartSink(upload, held);
  const encoder = format === "parquet" ? parquetEncoder(sink) : gzipEncoder(sink, held);
  let recordCount = 0;
  let firstId: string | null = null;
  let lastId: string | null = null;
  for await (const page of pages) {
    await encoder.add(page);
    firstId ??= page[0]?.id ?? null;
    lastId = page.at(-1)?.id ?? lastId;
    recordCount += page.length;
  }
  if (recordCount !== expectedCount) {
    throw new WrongCount(`Read ${recordCount} events instead of ${expectedCount}`);
  }
  await encoder.finish();
  return { recordCount, firstId, lastId, ...(await sink.complete()) };
}

function gzipEncoder(sink: PartSink, held: Held): Encoder {
  const gzip = new CompressionStream("gzip");
  const input = gzip.writable.getWriter();
  let sending: Promise<void> = Promise.resolve();
  const pump = (async () => {
    const output = (gzip.readable as ReadableStream<Uint8Array>).getReader();
    for (;;) {
      const { done, value } = await output.read();
      if (done) return;
      sending = sink.write(value);
      await sending;
    }
  })();
  // Its failure is seen by whoever adds next.
  pump.catch(() => undefined);
  return {
    async add(events) {
      const bytes = new TextEncoder().encode(toLines(events));
      hold(held, bytes.length);
      await Promise.race([input.write(bytes), pump]);
      // The compressor takes more than it gives; a part that is being sent holds the next page back.
      await sending;
      hold(held, -bytes.length);
    },
    async finish() {
      await Promise.race([input.close(), pump]);
      await pump;
    },
  };
}

function parquetEncoder(sink: PartSink): Encoder {
  const encoder = new ParquetEncoder();
  return {
    add: (events) => sink.write(encoder.add(events)),
    finish: () => sink.write(encoder.finish()),
  };
}
