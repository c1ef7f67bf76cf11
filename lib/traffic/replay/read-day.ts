import type { Deps } from "../../platform/deps";
import { readPart, type ReadablePart } from "../archive/read";
import type { TrafficEvent } from "../schema";
import { flatten, inBatches } from "./batches";
import { mergeSorted } from "./merge-sorted";
import { listReadableParts, rawPageSize, readRawPage, type RawPage } from "./store";

/** A day changes its objects a few times in its life; more changes than this during one reading are a fault. */
const maxPasses = 20;
const batchSize = 500;

/** `route` null is all of them. */
type Day = { date: string; from: number; to: number; route: string | null };

/** The day moved from D1 to R2, or within R2, while it was read. */
class DayMoved extends Error {}

/**
 * The events of one day with `from` ≤ timestamp < `to`, from D1 and archive as one, ascending by id (which is by time),
 * each once. What a pass has read stays valid when the archive takes the day meanwhile: the next pass goes on behind
 * the last id, from where the day's rows are then.
 */
export async function* readDay(deps: Deps, day: Day): AsyncGenerator<TrafficEvent[]> {
  let after = "";
  for (let pass = 0; pass < maxPasses; pass += 1) {
    const first = await readRawPage(deps, { ...day, after });
    try {
      for await (const events of readPass(deps, day, after, first)) {
        after = events.at(-1)?.id ?? after;
        yield events;
      }
      return;
    } catch (cause) {
      // An object that the ledger no longer names may vanish while it is read.
      const moved = cause instanceof DayMoved || (await hasMoved(deps, day.date, first.parts));
      if (!moved) throw cause;
    }
  }
  throw new Error(`The archive of ${day.date} does not come to rest`);
}

async function* readPass(
  deps: Deps,
  day: Day,
  after: string,
  first: RawPage,
): AsyncGenerator<TrafficEvent[]> {
  const pages = readPages(deps, day, first);
  if (first.parts.length === 0) {
    yield* pages;
    return;
  }
  const isWanted = ({ id, timestamp, route }: TrafficEvent) =>
    id > after &&
    timestamp >= day.from &&
    timestamp < day.to &&
    (day.route === null || route === day.route);
  const archived = first.parts.map((part) => flatten(readPart(deps, part), isWanted));
  yield* inBatches(batchSize, mergeSorted([flatten(pages), ...archived]));
}

/** Raw pages to the end of the day, as long as none of its rows may have left for another object. */
async function* readPages(deps: Deps, day: Day, first: RawPage): AsyncGenerator<TrafficEvent[]> {
  let page = first;
  for (;;) {
    for (let at = 0; at < page.events.length; at += batchSize) {
      yield page.events.slice(at, at + batchSize);
    }
    const after = page.events.at(-1)?.id;
    if (after === undefined || page.events.length < rawPageSize) return;
    page = await readRawPage(deps, { ...day, after });
    if (toVersion(page.parts) !== toVersion(first.parts)) throw new DayMoved();
  }
}

async function hasMoved(deps: Deps, date: string, parts: ReadablePart[]): Promise<boolean> {
  return toVersion(await listReadableParts(deps, date)) !== toVersion(parts);
}

/** Objects are never changed in place, so their names say what the archive holds. */
function toVersion(parts: ReadablePart[]): string {
  return parts.map(({ path }) => path).join(" ");
}
