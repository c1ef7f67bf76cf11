import { PlazaError } from "../../http/problem";
import type { Deps } from "../../platform/deps";
import type { TrafficEvent } from "../schema";
import { restoredForMs } from "./domain";
import { readPart } from "./read";
import type { Pending, Restored } from "./schema";
import { restoreEvents } from "./store/events";
import { findLedgerRow, LostRace, moveLedger, type Day, type LedgerRow } from "./store/ledger";
import { listParts } from "./store/parts";

/** Rows of one batch, and of one call. */
const rowsAtOnce = 1_000;
const rowsPerCall = 20_000;

type RestorePending = Extract<Pending, { kind: "restore" }>;

/**
 * Puts archived rows of a day back into D1, some with each call; to be called until `complete`. They are marked as seen
 * and not counted again: no delta is written. The archive stays as it is, and takes them away again after three days.
 * @throws `not_found` for a day without an archive, `gone` for one that has left it, `conflict` while it is being worked on
 */
export async function restoreArchive(deps: Deps, date: string): Promise<Restored> {
  const row = await findLedgerRow(deps, date);
  if (!row) throw new PlazaError("not_found", { detail: `${date} is not archived` });
  if (row.state === "expired") {
    throw new PlazaError("gone", { detail: `${date} has left the archive` });
  }
  const day: Day = { row };
  try {
    const pending = await beginRestore(deps, day);
    return toAnswer(day.row, pending.complete ? pending : await restoreRows(deps, day, pending));
  } catch (error) {
    if (error instanceof LostRace) throw inUse(date);
    throw error;
  }
}

async function beginRestore(deps: Deps, day: Day): Promise<RestorePending> {
  const { state, pending, date } = day.row;
  if (state === "done" && pending?.kind === "restore") return pending;
  if (state !== "done" || pending !== null) throw inUse(date);
  const until = deps.now() + restoredForMs;
  const begun = {
    kind: "restore",
    part: 0,
    afterId: "",
    restored: 0,
    complete: false,
    until,
  } as const;
  await moveLedger(deps, day, { pending: begun });
  return begun;
}

/** One call's share: rows first, then the place that was reached. A batch that is repeated finds its rows there. */
async function restoreRows(deps: Deps, day: Day, begun: RestorePending): Promise<RestorePending> {
  let place = begun;
  for await (const { part, events } of readRest(deps, day.row.date, begun)) {
    const next = {
      ...place,
      part,
      afterId: events.at(-1)?.id ?? place.afterId,
      restored: place.restored + events.length,
    };
    await restoreBatch(deps, day, next, events);
    place = next;
    if (place.restored - begun.restored >= rowsPerCall) return place;
  }
  const complete = { ...place, complete: true };
  await moveLedger(deps, day, { pending: complete });
  return complete;
}

async function restoreBatch(
  deps: Deps,
  day: Day,
  pending: RestorePending,
  events: TrafficEvent[],
): Promise<void> {
  const before = day.row;
  await restoreEvents(deps, before, events);
  await moveLedger(deps, day, { pending });
}

/** What is still to be put back, in the parts' order. */
async function* readRest(deps: Deps, date: string, begun: RestorePending) {
  for (const part of await listParts(deps, date)) {
    if (part.part < begun.part) continue;
    const afterId = part.part === begun.part ? begun.afterId : "";
    if (part.lastId === null || part.lastId <= afterId) continue;
    let rest: TrafficEvent[] = [];
    for await (const events of readPart(deps, part)) {
      rest.push(...events.filter(({ id }) => id > afterId));
      while (rest.length >= rowsAtOnce) {
        yield { part: part.part, events: rest.slice(0, rowsAtOnce) };
        rest = rest.slice(rowsAtOnce);
      }
    }
    if (rest.length > 0) yield { part: part.part, events: rest };
  }
}

function toAnswer(row: LedgerRow, { restored, complete, until }: RestorePending): Restored {
  return { date: row.date, restored, recordCount: row.recordCount, complete, until };
}

function inUse(date: string): PlazaError {
  return new PlazaError("conflict", { detail: `The archive of ${date} is being worked on` });
}
