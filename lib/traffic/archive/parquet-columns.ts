import type { SchemaElement } from "hyparquet";
import type { ColumnSource } from "hyparquet-writer";
import type { TrafficEvent } from "../schema";

/**
 * Events as Parquet columns. An id is a time and 64 random bits, which as text would be half the file: `idHash` holds
 * the bits, and `idTime` the time where it is not `timestamp`. In DuckDB:
 * `format('{}-{:016x}', coalesce(idTime, epoch_ms(timestamp)), idHash) AS id`, `format('{:016x}', clientIpHash)`.
 */

const required = { repetition_type: "REQUIRED" } as const;
const optional = { repetition_type: "OPTIONAL" } as const;
const text = { type: "BYTE_ARRAY", converted_type: "UTF8" } as const;
const bits = { type: "INT64", converted_type: "UINT_64" } as const;

const elements: SchemaElement[] = [
  { name: "timestamp", type: "INT64", converted_type: "TIMESTAMP_MILLIS", ...required },
  { name: "idTime", type: "INT64", ...optional },
  { name: "idHash", ...bits, ...required },
  { name: "path", ...text, ...required },
  { name: "route", ...text, ...required },
  { name: "method", ...text, ...required },
  { name: "status", type: "INT32", ...required },
  // Milliseconds to three decimals: exact, and small as differences of integers.
  {
    name: "responseTime",
    type: "INT64",
    converted_type: "DECIMAL",
    scale: 3,
    precision: 10,
    ...required,
  },
  { name: "clientIpHash", ...bits, ...optional },
  { name: "country", ...text, ...required },
  { name: "bot", type: "BOOLEAN", ...required },
  { name: "userAgent", ...text, ...optional },
  { name: "weight", type: "INT32", ...required },
  { name: "version", type: "INT32", ...required },
];

export const parquetSchema: SchemaElement[] = [
  { name: "events", num_children: elements.length },
  ...elements,
];

/** The columns that an id is made of. */
export const idColumns = ["timestamp", "idTime", "idHash"];

/** A row as hyparquet reads it, with timestamps as numbers. */
export type ParquetRow = {
  timestamp: number;
  idTime?: bigint | null;
  idHash: bigint;
  path: string;
  route: string;
  method: string;
  status: number;
  responseTime: number;
  clientIpHash?: bigint | null;
  country: string;
  bot: boolean;
  userAgent?: string | null;
  weight: number;
};

/** The columns of one row group. */
export function toColumns(events: TrafficEvent[]): ColumnSource[] {
  const delta = { encoding: "DELTA_BINARY_PACKED" } as const;
  return [
    { name: "timestamp", data: events.map((event) => BigInt(event.timestamp)), ...delta },
    { name: "idTime", data: events.map(toIdTime) },
    { name: "idHash", data: events.map((event) => fromHex(event.id.slice(14))), encoding: "PLAIN" },
    { name: "path", data: events.map((event) => event.path) },
    { name: "route", data: events.map((event) => event.route) },
    { name: "method", data: events.map((event) => event.method) },
    { name: "status", data: events.map((event) => event.status) },
    {
      name: "responseTime",
      data: events.map((event) => BigInt(Math.round(event.responseTime * 1000))),
      ...delta,
    },
    {
      name: "clientIpHash",
      data: events.map(({ clientIpHash: hash }) => (hash === null ? null : fromHex(hash))),
    },
    { name: "country", data: events.map((event) => event.country) },
    { name: "bot", data: events.map((event) => event.bot) },
    { name: "userAgent", data: events.map((event) => event.userAgent ?? null) },
    { name: "weight", data: events.map((event) => event.weight) },
    { name: "version", data: events.map((event) => event.version) },
  ];
}

export function toEvent(row: ParquetRow): TrafficEvent {
  return {
    id: toId(row),
    timestamp: row.timestamp,
    bot: row.bot,
    status: row.status,
    method: row.method,
    weight: row.weight,
    path: row.path,
    route: row.route,
    version: 1,
    clientIpHash: typeof row.clientIpHash === "bigint" ? toHex(row.clientIpHash) : null,
    country: row.country,
    ...(typeof row.userAgent === "string" ? { userAgent: row.userAgent } : {}),
    // hyparquet multiplies by 10^-3, which is not exact.
    responseTime: Math.round(row.responseTime * 1000) / 1000,
  };
}

/** `{timestamp}-{16 hex}` of a row that has the `idColumns`. */
export function toId(row: Pick<ParquetRow, "timestamp" | "idTime" | "idHash">): string {
  return `${row.idTime ?? row.timestamp}-${toHex(row.idHash)}`;
}

function toIdTime(event: TrafficEvent): bigint | null {
  const time = event.id.slice(0, 13);
  return time === String(event.timestamp) ? null : BigInt(time);
}

function fromHex(hex: string): bigint {
  return BigInt(`0x${hex}`);
}

function toHex(value: bigint): string {
  return value.toString(16).padStart(16, "0");
}
