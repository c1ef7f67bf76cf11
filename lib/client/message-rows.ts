import type { Message } from "../chat/schema";
import type { OutgoingMessage } from "../sync/types";

/** One row of the message list. `key` stays the same when an outgoing message is confirmed, so the row is not rebuilt. */
export type MessageRow = {
  key: string;
  content: { type: "message"; message: Message } | { type: "outgoing"; message: OutgoingMessage };
  authorId: string;
  /** Shows author and picture: another author, or more than 5 minutes since the last. */
  startsGroup: boolean;
  startsDay: boolean;
  /** The first message that I had not read when I opened the room. */
  startsUnread: boolean;
};

const groupGapMs = 5 * 60 * 1000;

type RowOptions = {
  meId: string;
  /** What I have not read (`seq` above `after`, up to `until`); `null` for no divider. */
  unread: { after: number; until: number } | null;
  /** A number that is the same for two times (ms) of one day in the viewer's zone. */
  dayOf: (timeMs: number) => number;
};

/** The rows of a room: its messages ascending by `seq`, then what has not been confirmed yet. */
export function toMessageRows(
  messages: readonly Message[],
  outgoing: readonly OutgoingMessage[],
  { meId, unread, dayOf }: RowOptions,
): MessageRow[] {
  const rows: MessageRow[] = [];
  // Where the messages begin later, the divider belongs further up.
  let unreadShown = unread === null || (messages[0]?.seq ?? 0) > unread.after + 1;
  let previous: { authorId: string; at: number; day: number } | null = null;

  const add = (
    key: string,
    authorId: string,
    at: number,
    startsUnread: boolean,
    content: MessageRow["content"],
  ) => {
    const day = dayOf(at);
    const startsDay = previous === null || day !== previous.day;
    const startsGroup =
      startsDay ||
      startsUnread ||
      previous === null ||
      previous.authorId !== authorId ||
      at - previous.at > groupGapMs;
    rows.push({ key, content, authorId, startsGroup, startsDay, startsUnread });
    previous = { authorId, at, day };
  };

  for (const message of messages) {
    const startsUnread =
      !unreadShown &&
      unread !== null &&
      message.authorId !== meId &&
      message.seq > unread.after &&
      message.seq <= unread.until;
    unreadShown ||= startsUnread;
    add(
      `${message.authorId}:${message.clientId}`,
      message.authorId,
      message.createdAt,
      startsUnread,
      { type: "message", message },
    );
  }
  for (const message of outgoing) {
    add(`${meId}:${message.clientId}`, meId, message.createdAt, false, {
      type: "outgoing",
      message,
    });
  }
  return rows;
}

/** The viewer's calendar day of a time, as a comparable number such as 20261120. */
export function toLocalDay(timeMs: number): number {
  const date = new Date(timeMs);
  return (date.getFullYear() * 100 + date.getMonth() + 1) * 100 + date.getDate();
}

/** My newest message that can still be edited, or null. */
export function findLastOwn(messages: readonly Message[], meId: string): Message | null {
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message && message.authorId === meId && message.deletedAt === null) return message;
  }
  return null;
}
