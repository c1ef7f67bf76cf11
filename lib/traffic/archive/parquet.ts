import type { AsyncBuffer } from "hyparquet";
// The packages' own entry is for Node, with its file system.
import { parquetMetadataAsync, parquetReadObjects } from "hyparquet/src/index.js";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { ParquetWriter } from "hyparquet-writer/src/parquet-writer.js";
import type { TrafficEvent } from "../schema";
import { BrokenArchive } from "./jsonl";
import {
  idColumns,
  parquetSchema,
  toColumns,
  toEvent,
  toId,
  type ParquetRow,
} from "./parquet-columns";

/** Rows that are held at once, by whoever writes and whoever reads. */
export const rowGroupSize = 20_000;

/** Writes a Parquet file piece by piece: bytes come out as soon as a row group is full. */
export class ParquetEncoder {
  readonly #bytes = new DrainedWriter();
  readonly #writer = new ParquetWriter({ writer: this.#bytes, schema: parquetSchema });
  #rows: TrafficEvent[] = [];

  /** @returns the bytes that are ready; empty between row groups. They are valid until the next call. */
  add(events: TrafficEvent[]): Uint8Array {
    this.#rows.push(...events);
    while (this.#rows.length >= rowGroupSize) this.#writeGroup();
    return this.#bytes.drain();
  }

  finish(): Uint8Array {
    if (this.#rows.length > 0) this.#writeGroup();
    void this.#writer.finish();
    return this.#bytes.drain();
  }

  #writeGroup(): void {
    const columnData = toColumns(this.#rows.splice(0, rowGroupSize));
    void this.#writer.write({ columnData, rowGroupSize });
  }
}

/** hyparquet-writer's buffer; positions in the file go on counting when it is emptied. */
class DrainedWriter extends ByteWriter {
  drain(): Uint8Array {
    const bytes = this.getBytes();
    this.index = 0;
    return bytes;
  }
}

/** Events of a Parquet file of the archive, a row group at a time, from row `start` on. */
export async function* readParquetEvents(
  file: AsyncBuffer,
  start = 0,
): AsyncGenerator<TrafficEvent[]> {
  for await (const rows of readGroups(file, start)) yield rows.map(toEvent);
}

/** The ids alone: reads a third of the file. */
export async function* readParquetIds(file: AsyncBuffer): AsyncGenerator<string[]> {
  for await (const rows of readGroups(file, 0, idColumns)) yield rows.map(toId);
}

async function* readGroups(
  file: AsyncBuffer,
  start: number,
  columns?: string[],
): AsyncGenerator<ParquetRow[]> {
  const metadata = await readOrBreak(parquetMetadataAsync(file, { geoparquet: false }));
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    if (rowEnd > start) {
      yield (await readOrBreak(
        parquetReadObjects({
          file,
          metadata,
          columns,
          rowStart: Math.max(rowStart, start),
          rowEnd,
          parsers: { timestampFromMilliseconds: Number },
        }),
      )) as ParquetRow[];
    }
    rowStart = rowEnd;
  }
}

async function readOrBreak<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new BrokenArchive("The Parquet file cannot be read", cause);
  }
}
