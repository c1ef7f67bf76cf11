import { DistinctSketch } from "../../sketch/distinct";
import type { Deps } from "../../platform/deps";
import { toDay } from "../domain";
import { emptyFigures, mergeFigures, type Figures } from "./figures";
import {
  listStaleDays,
  listStalePaths,
  readPathDays,
  readTotalsDay,
  writeDays,
  type DayState,
} from "./store/roll-up";

type RollUpDeps = Pick<Deps, "traffic" | "now" | "counters">;

/** Days of one call, and paths of one step (24 hourly rows each): the memory that it takes, and the time. */
const maxDays = 10;
const pathsPerStep = 20;
const maxSteps = 60;

/**
 * Sums the hours of ended days up into the days' rows, wherever hours have changed since. A day's row is computed anew
 * each time; only its visitors are also those that it held before, because hourly ones are removed after a week. The row
 * of all paths comes last: while it is behind, the next call goes on where this one ended.
 * @returns how many days are complete now
 */
export async function rollUpDays(deps: RollUpDeps): Promise<{ days: number }> {
  const days = await listStaleDays(deps, toDay(deps.now()), maxDays);
  let done = 0;
  let stepsLeft = maxSteps;
  for (const day of days) {
    let revision: number | null = null;
    while (revision === null && stepsLeft > 0) {
      stepsLeft -= 1;
      revision = await rollUpPaths(deps, day);
    }
    if (revision === null) break;
    const totals = await readTotalsDay(deps, day);
    // Under the revision at which all paths were up to date: what was folded since makes the day stale again.
    await writeDays(deps, "totals_daily", day, sumUp(totals), revision);
    done += 1;
  }
  return { days: done };
}

/** Sums some paths up; answers the revision at which none was left, null while there may be more. */
async function rollUpPaths(deps: RollUpDeps, day: string): Promise<number | null> {
  const { paths, revision } = await listStalePaths(deps, day, pathsPerStep);
  if (paths.length === 0) return revision;
  const state = await readPathDays(deps, day, paths);
  await writeDays(deps, "path_stats_daily", day, sumUp(state), state.revision);
  return null;
}

function sumUp({ hours, days }: DayState): Map<string, Figures> {
  const sums = new Map<string, Figures>();
  for (const { name, figures } of hours) {
    const sum = sums.get(name) ?? emptyFigures();
    sums.set(name, sum);
    mergeFigures(sum, figures);
  }
  for (const [name, { visitors }] of days) {
    const sum = sums.get(name);
    if (!sum || !visitors) continue;
    sum.visitors ??= new DistinctSketch();
    sum.visitors.merge(visitors);
  }
  return sums;
}
