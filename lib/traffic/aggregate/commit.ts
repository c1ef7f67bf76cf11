import type { Deps } from "../../platform/deps";
import { toDay } from "../domain";
import type { TrafficEvent } from "../schema";
import { toDayRule, type RefusalReason } from "./day-rule";
import { toDelta, type ChunkHeader } from "./delta";
import { toGroups } from "./groups";
import { findLateEvents } from "./late";
import { readSeen, writeCommit, type Guard } from "./store/commit";
import { isConstraintFailure } from "./store/run";

/** What has become of the events of a commit; each is in exactly one place. */
export type Commit = {
  counted: number;
  duplicates: number;
  refused: Partial<Record<RefusalReason, number>>;
  /** Their day is being archived: to be handed in again later. */
  frozen: TrafficEvent[];
};

/** A group's events are one bound parameter (2 MB), even if every character took three bytes. */
const groupLimits = { events: 1000, characters: 500_000 };
const maxTries = 5;

/**
 * Counts events, each once for ever, whoever hands it in and how often. In groups: each group's marks and effect are one
 * transaction, so that a death in between leaves groups that are wholly counted and groups that are not at all. The
 * headers of chunks go last: a chunk that is known has all its events counted.
 * Throws when the database does not answer; then any part may have been done, and everything is to be handed in again.
 */
export async function commitEvents(
  deps: Deps,
  { events, chunks }: { events: TrafficEvent[]; chunks: ChunkHeader[] },
): Promise<Commit> {
  const distinct = [...new Map(events.map((event) => [event.id, event])).values()];
  const total: Commit = {
    counted: 0,
    duplicates: events.length - distinct.length,
    refused: {},
    frozen: [],
  };
  const groups = toGroups(distinct, groupLimits).map((group) => ({
    events: group,
    chunks: [] as ChunkHeader[],
  }));
  for (const [index, headers] of toGroups(chunks, groupLimits).entries()) {
    const last = groups.at(-1);
    if (index === 0 && last) last.chunks = headers;
    else groups.push({ events: [], chunks: headers });
  }
  for (const group of groups) addCommit(total, await commitGroup(deps, group));
  return total;
}

class LedgerMoved extends Error {}

async function commitGroup(
  deps: Deps,
  { events, chunks }: { events: TrafficEvent[]; chunks: ChunkHeader[] },
): Promise<Commit> {
  for (let tries = 1; ; tries++) {
    try {
      const { commit, countable, guards } = await sortOut(deps, events);
      commit.counted = countable.length;
      if (countable.length === 0 && chunks.length === 0) return commit;
      const delta = JSON.stringify(toDelta(countable, chunks));
      await writeCommit(deps, { events: countable, delta, guards });
      return commit;
    } catch (error) {
      // Somebody else was faster with one of the events, or began to archive one of the days.
      const isRace = isConstraintFailure(error) || error instanceof LedgerMoved;
      if (!isRace || tries === maxTries) throw error;
    }
  }
}

/** Decides of every event whether it may be counted, and under which conditions. */
async function sortOut(
  deps: Deps,
  events: TrafficEvent[],
): Promise<{ commit: Commit; countable: TrafficEvent[]; guards: Guard[] }> {
  const commit: Commit = { counted: 0, duplicates: 0, refused: {}, frozen: [] };
  const countable: TrafficEvent[] = [];
  const guards: Guard[] = [];
  if (events.length === 0) return { commit, countable, guards };
  const { seenIds, ledger } = await readSeen(deps, events);
  const unseen = events.filter((event) => !seenIds.has(event.id));
  commit.duplicates = events.length - unseen.length;
  for (const [date, ofDay] of groupByDay(unseen)) {
    const rule = toDayRule(date, ledger.get(date), deps.now());
    switch (rule.kind) {
      case "open":
        countable.push(...ofDay);
        guards.push([date, null]);
        break;
      case "frozen":
        commit.frozen.push(...ofDay);
        break;
      case "refused":
        commit.refused[rule.reason] = (commit.refused[rule.reason] ?? 0) + ofDay.length;
        break;
      case "late": {
        const late = await findLateEvents(deps, date, ofDay);
        if (late === "undecidable") {
          // For good only if the ledger still says what it said: otherwise the day is being archived again.
          const { ledger: now } = await readSeen(deps, ofDay.slice(0, 1));
          const { state, parts } = now.get(date) ?? {};
          if (state !== "done" || parts !== rule.parts) throw new LedgerMoved();
          commit.refused.undecidable = (commit.refused.undecidable ?? 0) + ofDay.length;
          break;
        }
        commit.duplicates += ofDay.length - late.length;
        countable.push(...late);
        if (late.length > 0) guards.push([date, rule.parts]);
        break;
      }
    }
  }
  return { commit, countable, guards };
}

function groupByDay(events: TrafficEvent[]): Map<string, TrafficEvent[]> {
  const days = new Map<string, TrafficEvent[]>();
  for (const event of events) {
    const date = toDay(event.timestamp);
    const ofDay = days.get(date);
    if (ofDay) ofDay.push(event);
    else days.set(date, [event]);
  }
  return days;
}

function addCommit(total: Commit, commit: Commit): void {
  total.counted += commit.counted;
  total.duplicates += commit.duplicates;
  total.frozen.push(...commit.frozen);
  for (const [reason, count] of Object.entries(commit.refused) as [RefusalReason, number][]) {
    total.refused[reason] = (total.refused[reason] ?? 0) + count;
  }
}
