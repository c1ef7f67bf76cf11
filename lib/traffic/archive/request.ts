import { invalidField, PlazaError } from "../../http/problem";
import type { Deps } from "../../platform/deps";
import { toDay } from "../domain";
import { wakeArchive } from "./drive";
import { freezeDay } from "./freeze-day";
import { reopenDay } from "./keep-day";
import { hasEvents } from "./store/events";
import type { RequestedArchive } from "./schema";
import { findLedgerRow, LostRace, moveLedger, type Day } from "./store/ledger";

/**
 * Archives an ended day at once, also one of the raw window; one that is archived takes its late and restored rows in.
 * Asking again is harmless. @returns where the day stands
 * @throws `invalid_input` for a day that has not ended, `gone` for one that has left the archive, `conflict` while its
 * objects are being rewritten, `unavailable` when a shard cannot be reached
 */
export async function requestArchive(deps: Deps, date: string): Promise<RequestedArchive> {
  if (date >= toDay(deps.now())) throw invalidField("date", "The day has not ended yet");
  const row = await findLedgerRow(deps, date);
  if (row) await requestAgain(deps, { row });
  else await freezeOrRefuse(deps, date);
  await wakeArchive(deps);
  return { date, state: (await findLedgerRow(deps, date))?.state ?? "requested" };
}

async function freezeOrRefuse(deps: Deps, date: string): Promise<void> {
  try {
    await freezeDay(deps, date);
  } catch (cause) {
    throw new PlazaError("unavailable", { detail: "The day cannot be frozen now", cause });
  }
}

async function requestAgain(deps: Deps, day: Day): Promise<void> {
  const { row } = day;
  if (row.state === "expired") {
    throw new PlazaError("gone", { detail: `${row.date} has left the archive` });
  }
  try {
    if (row.state === "done") await requestRest(deps, day);
    // One that failed is tried at once.
    else if (row.attempts > 0) await moveLedger(deps, day, { attempts: 0 });
  } catch (error) {
    // Somebody has moved it on, which is what was asked for.
    if (!(error instanceof LostRace)) throw error;
  }
}

async function requestRest(deps: Deps, day: Day): Promise<void> {
  const { date, pending } = day.row;
  if (!(await hasEvents(deps, date))) return;
  if (pending?.kind === "rewrite" || pending?.kind === "remove") {
    throw new PlazaError("conflict", { detail: `${date} is being rewritten; try again later` });
  }
  await reopenDay(deps, day);
}
