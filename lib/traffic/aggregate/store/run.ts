import type { Deps } from "../../../platform/deps";
import { within } from "../../../platform/within";

/** What everything here needs of TRAFFIC_DB. */
export type TrafficDeps = Pick<Deps, "traffic" | "now" | "counters">;

/** D1 itself gives up a batch after 30 s; whatever takes this long is as good as down. */
const limitMs = 15_000;

/** Runs statements as one transaction and answers the rows of each. */
export async function readBatch(
  deps: TrafficDeps,
  what: string,
  statements: D1PreparedStatement[],
): Promise<Record<string, unknown>[][]> {
  const results = await within(
    limitMs,
    `D1: ${what}`,
    deps.traffic.batch<Record<string, unknown>>(statements),
  );
  return results.map((result) => result.results);
}

/**
 * Writes, as one transaction, and counts it. A failure may also mean that it was done and nobody could say so: callers
 * must bear either.
 * @param what the transaction's name in `d1.write` and `d1.write_failed`
 */
export async function writeBatch(
  deps: TrafficDeps,
  what: string,
  statements: D1PreparedStatement[],
): Promise<Record<string, unknown>[][]> {
  deps.counters.count("d1.write", { what });
  try {
    return await readBatch(deps, what, statements);
  } catch (error) {
    if (!isConstraintFailure(error)) deps.counters.count("d1.write_failed", { what });
    throw error;
  }
}

/** Whether a batch was undone because a row was there already, or because a guard made a NOT NULL column null. */
export function isConstraintFailure(error: unknown): boolean {
  return error instanceof Error && /(UNIQUE|NOT NULL) constraint failed/.test(error.message);
}

/** JSON texts of rows, several to a text, each short enough for one bound parameter (2 MB). */
export function toJsonSlices(rows: unknown[], maxCharacters = 600_000): string[] {
  const slices: string[] = [];
  let texts: string[] = [];
  let size = 0;
  for (const row of rows) {
    const text = JSON.stringify(row);
    if (texts.length > 0 && size + text.length > maxCharacters) {
      slices.push(`[${texts.join(",")}]`);
      texts = [];
      size = 0;
    }
    texts.push(text);
    size += text.length + 1;
  }
  if (texts.length > 0) slices.push(`[${texts.join(",")}]`);
  return slices;
}
