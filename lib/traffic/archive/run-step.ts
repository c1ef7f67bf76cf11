import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { dayMs, toDay } from "../domain";
import { prepareDay, removeRows, uploadDay, verifyDay } from "./archive-day";
import { isDue, lastRunAt, newestDueDay, newestExpiredDay, newestParquetDay } from "./domain";
import { freezeDay } from "./freeze-day";
import {
  beginRewrite,
  dropObjects,
  endRestore,
  expireDay,
  removeReplaced,
  reopenDay,
  rewritePart,
  settleMetadata,
} from "./keep-day";
import { listDays } from "./store/events";
import {
  findLedgerRows,
  listOpenLedger,
  LostRace,
  noteFailure,
  type Day,
  type LedgerRow,
} from "./store/ledger";

/** Whoever began to read a replaced object may finish. */
const replacedKeptMs = 10 * 60_000;

type Step = { date: string; run: (deps: Deps) => Promise<void> };

/**
 * Does the next bounded piece of the archive's work, the oldest day first: begins a day that is due, moves one on that is
 * under way, takes in late events, rewrites old days, lets expired ones go. To be called until it answers null: nothing
 * is due now. A step that fails is noted in the ledger (`error`, `attempts`) and due again later. Throws only when the
 * database itself does not answer.
 */
export async function runArchiveStep(deps: Deps): Promise<{ date: string } | null> {
  const step = (await findLedgerStep(deps)) ?? (await findRawStep(deps));
  if (!step) return null;
  await step.run(deps);
  return { date: step.date };
}

/** What the ledger says is to be done. */
async function findLedgerStep(deps: Deps): Promise<Step | null> {
  const now = deps.now();
  const parquetDay = newestParquetDay(now);
  const expiredDay = newestExpiredDay(now, deps.variables.ARCHIVE_RETENTION_DAYS);
  for (const row of await listOpenLedger(deps, { parquetDay, expiredDay })) {
    if (!isDue(row, now)) continue;
    const work = toWork(row, { now, parquetDay, expiredDay });
    if (work) return toStep(row, work);
  }
  return null;
}

/** Days with rows: those that were never archived and are due, and archived ones that got late events since the last run. */
async function findRawStep(deps: Deps): Promise<Step | null> {
  const now = deps.now();
  const dates = await listDays(deps, toDay(now - dayMs));
  const rows = new Map((await findLedgerRows(deps, dates)).map((row) => [row.date, row]));
  for (const date of dates) {
    const row = rows.get(date);
    if (!row && date <= newestDueDay(now)) return { date, run: () => freezeDay(deps, date) };
    if (row?.state !== "done" || row.pending !== null) continue;
    if ((row.archivedAt ?? 0) < lastRunAt(now)) return toStep(row, reopenDay);
  }
  return null;
}

type Work = (deps: Deps, day: Day) => Promise<void>;

function toWork(
  row: LedgerRow,
  { now, parquetDay, expiredDay }: { now: number; parquetDay: string; expiredDay: string },
): Work | null {
  switch (row.state) {
    case "requested":
      return prepareDay;
    case "uploading":
      return uploadDay;
    case "uploaded":
      return verifyDay;
    case "verified":
      return removeRows;
    case "expired":
      return dropObjects;
    case "done":
      if (row.pending) return toOwedWork(row, row.pending, now);
      if (row.date <= expiredDay) return expireDay;
      return row.date <= parquetDay ? beginRewrite : null;
  }
}

function toOwedWork(
  row: LedgerRow,
  pending: NonNullable<LedgerRow["pending"]>,
  now: number,
): Work | null {
  switch (pending.kind) {
    case "metadata":
      return settleMetadata;
    case "restore":
      return pending.until <= now ? endRestore : null;
    case "rewrite":
      return (deps, day) => rewritePart(deps, day, pending);
    case "remove":
      return row.updatedAt + replacedKeptMs <= now
        ? (deps, day) => removeReplaced(deps, day, pending.path)
        : null;
    case "upload":
    case "part":
      throw new Error(`The ledger says that ${row.date} is done and under way`);
  }
}

function toStep(row: LedgerRow, work: Work): Step {
  const day: Day = { row };
  const run = async (deps: Deps) => {
    try {
      await work(deps, day);
    } catch (error) {
      if (error instanceof LostRace) return;
      log("error", "archive.step_failed", { date: row.date, state: day.row.state }, error);
      await noteFailure(deps, day.row, error instanceof Error ? error.message : String(error));
    }
  };
  return { date: row.date, run };
}
