import { toInvolvement } from "../chat/domain";
import type { Quiet } from "./schema";

/** Pure rules of who is told, and when. */

/** Whoever reads along has read a message by then, and is not told. */
export const pushGraceMs = 5_000;
/** Who has read something that lately is at a screen of ours: told when they have been quiet for so long. */
const awayAfterMs = 60_000;
/** What could not be delivered for so long is not news any more. */
export const giveUpAfterMs = 24 * 60 * 60 * 1000;

/** Whether somebody does not want to be disturbed at `now` (ms). */
export function isQuietAt({ until, daily }: Quiet, now: number): boolean {
  if (until !== null && now < until) return true;
  if (!daily) return false;
  const minute = toMinuteOfDay(now, daily.timeZone);
  return daily.from < daily.to
    ? minute >= daily.from && minute < daily.to
    : minute >= daily.from || minute < daily.to;
}

/** Minutes since midnight by the clock of a place. */
function toMinuteOfDay(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  }).formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return read("hour") * 60 + read("minute");
}

/** A push that is owed, with everything that decides whether it is still wanted. */
export type OwedState = {
  createdAt: number;
  seq: number;
  /** False when the browser was taken off the list, or its session or account has ended. */
  hasBrowser: boolean;
  /** Null: not a member any more. */
  readSeq: number | null;
  involvement: "everything" | "mentions" | "nothing" | null;
  kind: "public" | "private" | "direct";
  /** When the person last read anything, anywhere. */
  lastReadAt: number | null;
  /** Also when its row is gone. */
  isDeleted: boolean;
  /** Whether the message still names the person. */
  namesThem: boolean;
  quiet: Quiet;
};

export type Verdict = { do: "send" | "drop" } | { do: "wait"; until: number };

/** What to do with an owed push at `now` (ms). */
export function judgeOwed(owed: OwedState, now: number): Verdict {
  const isNews = now - owed.createdAt < giveUpAfterMs && !owed.isDeleted && owed.hasBrowser;
  const isUnread = owed.readSeq !== null && owed.readSeq < owed.seq;
  if (!isNews || !isUnread || !isWanted(owed) || isQuietAt(owed.quiet, now)) return { do: "drop" };
  const awayAt = owed.lastReadAt === null ? now : owed.lastReadAt + awayAfterMs;
  return awayAt > now ? { do: "wait", until: awayAt } : { do: "send" };
}

function isWanted(owed: OwedState): boolean {
  switch (toInvolvement(owed)) {
    case "everything":
      return true;
    case "mentions":
      return owed.namesThem;
    case "nothing":
      return false;
  }
}

/** When a push that a service did not take is tried again (ms): 30 s, doubling to an hour, or when it asks us to. */
export function nextPushAt(
  now: number,
  attempts: number,
  retryAfterSeconds: number | null,
): number {
  const backoffMs = Math.min(30_000 * 2 ** Math.min(attempts, 10), 3_600_000);
  const askedMs = Math.min((retryAfterSeconds ?? 0) * 1000, 3_600_000);
  return now + Math.max(backoffMs, askedMs);
}

const previewCharacters = 240;

/** What a message says, in one line without marks: mentions as names, Markdown as the text that it stands for. */
export function toPlainText(body: string, names: ReadonlyMap<string, string>): string {
  const text = body
    .replace(/<@([A-Za-z0-9_-]{1,32})>/g, (_, id: string) => `@${names.get(id) ?? "…"}`)
    .replace(/```[a-z0-9+#-]*\n?/gi, "")
    .replace(/\[([^\]\n]+)\]\([^)\s]+\)/g, "$1")
    .replace(/(\*\*|__|~~|`)(?=\S)([^\n]*?\S)\1/g, "$2")
    .replace(/^\s{0,3}(>|#{1,6}|[-*+])\s+/gm, "")
    .replace(/\s+/g, " ")
    .trim();
  const characters = [...text];
  return characters.length > previewCharacters
    ? `${characters.slice(0, previewCharacters - 1).join("")}…`
    : text;
}
