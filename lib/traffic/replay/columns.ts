import type { TrafficEvent } from "../schema";

/** How a column stands in a typed file. */
export type ColumnType = "text" | "optional-text" | "instant" | "integer" | "number" | "flag";
export type Cell = string | number | boolean | null;
export type Column = {
  name: string;
  type: ColumnType;
  value: (event: TrafficEvent) => Cell;
};

/** What tells nothing of who asked for what: no id, no raw path, no hash of an address, no agent. */
const anonymised: Column[] = [
  { name: "timestamp", type: "instant", value: (event) => event.timestamp },
  { name: "route", type: "text", value: (event) => event.route },
  { name: "method", type: "text", value: (event) => event.method },
  { name: "status", type: "integer", value: (event) => event.status },
  { name: "responseTime", type: "number", value: (event) => event.responseTime },
  { name: "country", type: "text", value: (event) => event.country },
  { name: "bot", type: "flag", value: (event) => event.bot },
  { name: "weight", type: "integer", value: (event) => event.weight },
];

/** Everything, under the names that a replay reads. */
const complete: Column[] = [
  { name: "version", type: "integer", value: (event) => event.version },
  { name: "id", type: "text", value: (event) => event.id },
  ...anonymised,
  { name: "path", type: "text", value: (event) => event.path },
  { name: "clientIpHash", type: "optional-text", value: (event) => event.clientIpHash },
  { name: "userAgent", type: "optional-text", value: (event) => event.userAgent ?? null },
];

/** The columns of an export, in their order. */
export function columnsOf({ anonymize }: { anonymize: boolean }): Column[] {
  return anonymize ? anonymised : complete;
}
