import type { Deps } from "../../platform/deps";
import { findArchivedIds } from "../archive/read";
import type { TrafficEvent } from "../schema";

/**
 * Those of an archived day's events that its archive does not hold; `undecidable` when nobody can ever tell. Throws when the
 * archive does not answer now.
 */
export async function findLateEvents(
  deps: Deps,
  date: string,
  events: TrafficEvent[],
): Promise<TrafficEvent[] | "undecidable"> {
  const ids = events.map((event) => event.id);
  const archived = await findArchivedIds(deps, date, ids);
  if (archived === "undecidable") return archived;
  return events.filter((event) => !archived.has(event.id));
}
