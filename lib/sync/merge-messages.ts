import type { Message } from "../chat/schema";

type Merged = {
  messages: readonly Message[];
  /** Something lies beyond the window's end and could not be joined on. */
  hasGap: boolean;
};

/**
 * What becomes of messages beyond the window's end: `join` takes what follows without a gap; `vouched` takes all, as
 * the server says that nothing lies between; `leave` leaves them, as the window does not reach the newest anyway.
 */
export type Beyond = "join" | "vouched" | "leave";

/**
 * Puts messages into a window that ascends by `seq`: the newer `rev` of each wins, and those before the window are left
 * out. The same array comes back when nothing changed.
 */
export function mergeMessages(
  window: readonly Message[],
  incoming: readonly Message[],
  beyond: Beyond = "join",
): Merged {
  let messages: Message[] | null = null;
  let hasGap = false;
  for (const message of [...incoming].sort((a, b) => a.seq - b.seq)) {
    const current: readonly Message[] = messages ?? window;
    const last = current.at(-1)?.seq ?? 0;
    if (message.seq > last) {
      if (beyond === "leave") continue;
      if (message.seq === last + 1 || beyond === "vouched") {
        (messages ??= [...window]).push(message);
      } else hasGap = true;
      continue;
    }
    const index = indexOfSeq(current, message.seq);
    const held = current[index];
    if (held && message.rev > held.rev) (messages ??= [...window])[index] = message;
  }
  return { messages: messages ?? window, hasGap };
}

/** Where the message of `seq` stands; -1 when it is not in the window. Windows hold tens of thousands. */
function indexOfSeq(messages: readonly Message[], seq: number): number {
  let low = 0;
  let high = messages.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = messages[middle]?.seq ?? 0;
    if (found === seq) return middle;
    if (found < seq) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
