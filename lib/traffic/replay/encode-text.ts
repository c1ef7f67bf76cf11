import type { TrafficEvent } from "../schema";
import type { Cell, Column } from "./columns";

/** One JSON object a line; what an event does not have is left out. */
export async function* encodeJsonl(
  batches: AsyncIterable<TrafficEvent[]>,
  columns: Column[],
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const events of batches) {
    let text = "";
    for (const event of events) {
      const row: Record<string, Cell> = {};
      for (const { name, value } of columns) {
        const cell = value(event);
        if (cell !== null || name === "clientIpHash") row[name] = cell;
      }
      text += `${JSON.stringify(row)}\n`;
    }
    yield encoder.encode(text);
  }
}

/** CSV by RFC 4180, with a header; times are ISO 8601. */
export async function* encodeCsv(
  batches: AsyncIterable<TrafficEvent[]>,
  columns: Column[],
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(`${columns.map(({ name }) => name).join(",")}\r\n`);
  for await (const events of batches) {
    let text = "";
    for (const event of events) {
      text += `${columns.map((column) => toField(column, event)).join(",")}\r\n`;
    }
    yield encoder.encode(text);
  }
}

function toField({ type, value }: Column, event: TrafficEvent): string {
  const cell = value(event);
  if (cell === null) return "";
  if (type === "instant") return new Date(Number(cell)).toISOString();
  return typeof cell === "string" ? toTextField(cell) : String(cell);
}

/**
 * Quotes where needed. What a spreadsheet would take for a formula gets an apostrophe in front
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
function toTextField(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
