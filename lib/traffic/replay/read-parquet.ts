import { parquetMetadata, parquetReadObjects } from "hyparquet/src/index.js";
import { PlazaError, invalidField } from "../../http/problem";
import { toEventFields } from "./parquet-row";
import type { ReplayLine } from "./replay";
import { replayLimits } from "./replay-limits";

/** Rows of a Parquet file that lies in memory, one row group at a time, numbered from 1. */
export async function* readParquet(bytes: Uint8Array): AsyncGenerator<ReplayLine> {
  const buffer = bytes.slice().buffer;
  const metadata = readMetadata(buffer);
  const file = {
    byteLength: buffer.byteLength,
    slice: (start: number, end?: number) => buffer.slice(start, end),
  };
  if (Number(metadata.num_rows) > replayLimits.lines) {
    throw new PlazaError("payload_too_large", {
      detail: `At most ${replayLimits.lines} rows a call; send the file in slices`,
    });
  }
  let line = 0;
  for (const group of metadata.row_groups) {
    // A few bytes can stand for very many.
    if (Number(group.total_byte_size) > replayLimits.bytes) {
      throw new PlazaError("payload_too_large");
    }
    const rowStart = line;
    const rowEnd = rowStart + Number(group.num_rows);
    for (const row of await readRows({ file, metadata, rowStart, rowEnd, parsers })) {
      line += 1;
      yield { line, value: toEventFields(row) };
    }
  }
}

const parsers = { timestampFromMilliseconds: Number };

function readMetadata(buffer: ArrayBuffer) {
  try {
    return parquetMetadata(buffer);
  } catch (cause) {
    throw notParquet(cause);
  }
}

async function readRows(
  options: Parameters<typeof parquetReadObjects>[0],
): Promise<Record<string, unknown>[]> {
  try {
    return await parquetReadObjects(options);
  } catch (cause) {
    throw notParquet(cause);
  }
}

function notParquet(cause: unknown) {
  const { options } = invalidField("body", "Is not a Parquet file that can be read");
  return new PlazaError("invalid_input", { ...options, cause });
}
