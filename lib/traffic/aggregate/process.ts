import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import type { Commit } from "./commit";
import type { ChunkHeader } from "./delta";
import { toGroups, type Size } from "./groups";
import { readMessage, type Contents } from "./message";
import { insertDeadLetters } from "./store/dead-letters";
import type { TrafficEvent } from "../schema";

export type Incoming = { id: string; body: unknown };

/**
 * `done`: everything in it is counted, refused for good, or durable elsewhere. Otherwise it is to come again:
 * `unreadable` for newer code, `frozen` when the day of an event is no longer being archived, `failed` soon.
 */
export type Outcome = "done" | "unreadable" | "frozen" | "failed";

/** Takes events and headers over for good; tells which events it could not take yet. Safe to repeat. */
export type Sink = (batch: {
  events: TrafficEvent[];
  chunks: ChunkHeader[];
}) => Promise<Pick<Commit, "frozen">>;

type Reading = { index: number; contents: Contents };

/** After so many messages that failed one by one, the rest of the group fails with them. */
const maxFailures = 3;

/**
 * Hands messages to the sink, several at a time. When a group fails, each of its messages is tried alone, so that only those
 * fail that cannot be processed. Never throws.
 * @param groupLimits of events and characters of JSON that go to the sink together
 * @returns an outcome for each message, in order
 */
export async function processMessages(
  deps: Deps,
  messages: readonly Incoming[],
  sink: Sink,
  groupLimits: Size = { events: 1000, characters: 1_000_000 },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = messages.map(() => "unreadable");
  const readable = messages.flatMap(({ id, body }, index): Reading[] => {
    const contents = readMessage(id, body, deps.now());
    return contents ? [{ index, contents }] : [];
  });
  for (const group of toGroups(readable, groupLimits, measure)) {
    const outcome = await processGroup(deps, group, sink);
    if (outcome !== "failed" || group.length === 1) {
      for (const { index } of group)
        outcomes[index] = outcome === "failed" ? outcome : outcome(index);
      continue;
    }
    let failures = 0;
    for (const reading of group) {
      const alone = failures < maxFailures ? await processGroup(deps, [reading], sink) : "failed";
      if (alone === "failed") failures += 1;
      outcomes[reading.index] = alone === "failed" ? alone : alone(reading.index);
    }
  }
  return outcomes;
}

function measure({ contents }: Reading): Size {
  return { events: contents.events.length, characters: JSON.stringify(contents).length };
}

/** What became of each message of the group, unless all failed. */
async function processGroup(
  deps: Deps,
  group: Reading[],
  sink: Sink,
): Promise<((index: number) => Outcome) | "failed"> {
  try {
    const { frozen } = await sink({
      events: group.flatMap(({ contents }) => contents.events),
      chunks: group.flatMap(({ contents }) => contents.header ?? []),
    });
    const refused = group.flatMap(({ contents }) => contents.refused);
    if (refused.length > 0) await insertDeadLetters(deps, refused);
    for (const { reason } of refused) deps.counters.count("traffic.refused", { reason });
    const frozenIds = new Set(frozen.map((event) => event.id));
    const byIndex = new Map(group.map(({ index, contents }) => [index, contents]));
    return (index) =>
      byIndex.get(index)?.events.some((event) => frozenIds.has(event.id)) ? "frozen" : "done";
  } catch (cause) {
    log("error", "traffic.group_failed", { messages: group.length }, cause);
    return "failed";
  }
}
