import { PlazaError } from "../../http/problem";
import type { Deps } from "../../platform/deps";
import { trafficEventSchema } from "../schema";
import { replayLimits } from "./replay-limits";
import { EventSender } from "./send-events";

/** One line of what is put back: what it holds, or why it holds nothing. */
export type ReplayLine = { line: number } & ({ value: unknown } | { error: string });

export type ReplayAnswer = {
  /** Events that were handed to the pipeline; those that are counted already will change nothing. */
  accepted: number;
  refused: number;
  /** The first refused lines. */
  errors: { line: number; message: string }[];
};

/**
 * Puts events back through the pipeline. Lines that are no events are refused by themselves. Throws `payload_too_large`
 * past the limit of lines, and `unavailable` when nothing takes the events; what was sent until then may be sent again.
 */
export async function replayEvents(
  deps: Deps,
  lines: AsyncIterable<ReplayLine>,
): Promise<ReplayAnswer> {
  const sender = new EventSender(deps);
  const answer: ReplayAnswer = { accepted: 0, refused: 0, errors: [] };
  let count = 0;
  for await (const entry of lines) {
    count += 1;
    if (count > replayLimits.lines) {
      throw new PlazaError("payload_too_large", {
        detail: `At most ${replayLimits.lines} lines a call; send the file in slices`,
      });
    }
    const event = "value" in entry ? trafficEventSchema.safeParse(entry.value) : null;
    if (event?.success) {
      await sender.add(event.data);
      answer.accepted += 1;
      continue;
    }
    answer.refused += 1;
    if (answer.errors.length >= replayLimits.errors) continue;
    answer.errors.push({ line: entry.line, message: explain(entry) });
  }
  await sender.finish();
  return answer;
}

function explain(entry: ReplayLine): string {
  if ("error" in entry) return entry.error;
  const { value } = entry;
  if (typeof value !== "object" || value === null) return "Is not an event";
  if (!("id" in value) && "route" in value) {
    return "Comes from an anonymised export: without its id an event could be counted twice";
  }
  const { error } = trafficEventSchema.safeParse(value);
  const issue = error?.issues[0];
  return issue ? `${issue.path.join(".") || "event"}: ${issue.message}` : "Is not an event";
}
