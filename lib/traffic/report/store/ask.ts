import type { Deps } from "../../../platform/deps";
import { within } from "../../../platform/within";

/** What reading statistics needs. */
export type ReadDeps = Pick<Deps, "traffic" | "now">;

/** Every statement reads a bounded number of rows; one that takes this long is not coming. */
const limitMs = 5_000;

/** Runs reads as one transaction and answers the rows of each. Rejects after 5 s. */
export async function ask(
  deps: ReadDeps,
  what: string,
  statements: D1PreparedStatement[],
): Promise<Record<string, unknown>[][]> {
  if (statements.length === 0) return [];
  const results = await within(
    limitMs,
    what,
    deps.traffic.batch<Record<string, unknown>>(statements),
  );
  return results.map((result) => result.results);
}
