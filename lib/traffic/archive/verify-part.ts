import { within } from "../../platform/within";
import type { Deps } from "../../platform/deps";
import { Sha256 } from "./digest";
import { BrokenArchive, readEvents } from "./jsonl";
import { readParquetEvents } from "./parquet";
import type { ReadablePart } from "./read";
import { openObject, openRanges } from "./store/objects";
import type { Written } from "./write-part";

const readTimeoutMs = 30_000;

/**
 * Reads an object back as it stands in R2, every event of it, and compares it with what was sent.
 * @throws `BrokenArchive` when bytes, number, order or bounds of the events differ, or it cannot be read to its end.
 */
export async function verifyPart(deps: Deps, part: ReadablePart, sent: Written): Promise<void> {
  const hash = new Sha256();
  let count = 0;
  let lastId = "";
  for await (const events of readBack(deps, part, hash)) {
    for (const { id } of events) {
      if (count === 0 && id !== sent.firstId) throw new BrokenArchive(`Begins with ${id}`);
      if (id <= lastId) throw new BrokenArchive(`${id} does not come after ${lastId}`);
      lastId = id;
      count += 1;
    }
  }
  const sha256 = await hash.finish();
  if (count !== sent.recordCount) {
    throw new BrokenArchive(`Holds ${count} events instead of ${sent.recordCount}`);
  }
  if (lastId !== (sent.lastId ?? "")) throw new BrokenArchive(`Ends with ${lastId}`);
  if (sha256 !== sent.sha256) throw new BrokenArchive(`Has the checksum ${sha256}`);
}

/** The bytes first, then the events: a stream that hashes on the way keeps something of every piece until the last has come. */
async function* readBack(deps: Deps, { path, format }: ReadablePart, hash: Sha256) {
  await addAll(hash, (await openObject(deps, path)).body);
  if (format === "parquet") yield* readParquetEvents(await openRanges(deps, path));
  else yield* readEvents((await openObject(deps, path)).body);
}

async function addAll(hash: Sha256, body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await within(readTimeoutMs, "Reading the archive", reader.read());
    if (done) return;
    await hash.add(value);
  }
}
