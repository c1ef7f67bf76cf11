import type { SchemaElement } from "hyparquet";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { ParquetWriter } from "hyparquet-writer/src/parquet-writer.js";
import type { TrafficEvent } from "../schema";
import type { Cell, Column, ColumnType } from "./columns";

/** Rows that are held at once; a Parquet file is written group by group. */
const rowGroupSize = 20_000;

/** A Parquet file, one block per row group, the footer last. */
export async function* encodeParquet(
  batches: AsyncIterable<TrafficEvent[]>,
  columns: Column[],
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: toSchema(columns) });
  let group = emptyGroup(columns);
  for await (const events of batches) {
    for (const event of events) {
      for (const { name, value } of columns) group.get(name)?.push(value(event));
      if ((group.get("timestamp")?.length ?? 0) < rowGroupSize) continue;
      yield writeGroup(writer, bytes, group);
      group = emptyGroup(columns);
    }
  }
  if ((group.get("timestamp")?.length ?? 0) > 0) yield writeGroup(writer, bytes, group);
  await writer.finish();
  yield take(bytes);
}

type Group = Map<string, Cell[]>;

function emptyGroup(columns: Column[]): Group {
  return new Map(columns.map(({ name }) => [name, []]));
}

function writeGroup(writer: ParquetWriter, bytes: ByteWriter, group: Group): Uint8Array {
  // Without `flush` the writer is synchronous.
  void writer.write({
    columnData: [...group].map(([name, data]) => ({ name, data, offsetIndex: false })),
    rowGroupSize,
  });
  return take(bytes);
}

/** The bytes written since the last call; `offset` goes on counting, as the footer needs it. */
function take(bytes: ByteWriter): Uint8Array {
  const block = bytes.getBytes().slice();
  bytes.index = 0;
  return block;
}

/** https://github.com/apache/parquet-format/blob/master/LogicalTypes.md */
const elements = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
  "optional-text": { type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
  instant: { type: "INT64", converted_type: "TIMESTAMP_MILLIS", repetition_type: "REQUIRED" },
  integer: { type: "INT32", repetition_type: "REQUIRED" },
  number: { type: "DOUBLE", repetition_type: "REQUIRED" },
  flag: { type: "BOOLEAN", repetition_type: "REQUIRED" },
} as const satisfies Record<ColumnType, Omit<SchemaElement, "name">>;

function toSchema(columns: Column[]): SchemaElement[] {
  const root = { name: "root", num_children: columns.length };
  return [root, ...columns.map(({ name, type }) => ({ name, ...elements[type] }))];
}
