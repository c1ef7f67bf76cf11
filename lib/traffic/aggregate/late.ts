import type { Deps } from "../../platform/deps";
import type { TrafficEvent } from "../schema";

/** Those of an archived day's events that its archive does not hold; undecidable when it cannot be read. */
export async function findLateEvents(
  _deps: Pick<Deps, "bindings">,
  _date: string,
  _events: TrafficEvent[],
): Promise<TrafficEvent[] | "undecidable"> {
  return Promise.resolve("undecidable");
}
