import type { Message } from "../chat/schema";
import type { RoomApi } from "./room-api";

/** Something that I put on a message or (`on: false`) take off it, until the server has confirmed it. */
export type PendingMark = { messageId: string; on: boolean } & (
  { kind: "reaction"; emoji: string } | { kind: "pin" }
);

type MarkDeps = {
  api: Pick<RoomApi, "react" | "pin">;
  showWritten(message: Message): void;
  onChange(marks: readonly PendingMark[]): void;
};

/**
 * Asks for marks one at a time for each message and kind: of quick presses the last one counts, and an answer that comes
 * late cannot undo it.
 */
export function createPendingMarks({ api, showWritten, onChange }: MarkDeps) {
  const wanted = new Map<string, PendingMark>();
  const running = new Map<string, Promise<void>>();

  function want(key: string, mark: PendingMark | null): void {
    if (mark) wanted.set(key, mark);
    else wanted.delete(key);
    onChange([...wanted.values()]);
  }

  async function settle(key: string): Promise<void> {
    try {
      for (let mark = wanted.get(key); mark; mark = wanted.get(key)) {
        const { messageId, on } = mark;
        const message = await (mark.kind === "pin"
          ? api.pin(messageId, on)
          : api.react(messageId, mark.emoji, on));
        showWritten(message);
        if (wanted.get(key) === mark) want(key, null);
      }
    } catch (error) {
      want(key, null);
      throw error;
    } finally {
      running.delete(key);
    }
  }

  return {
    /** Resolves when the last wish stands; throws what the call throws, and then nothing of it is shown any more. */
    put(mark: PendingMark): Promise<void> {
      const key = mark.kind === "pin" ? mark.messageId : `${mark.messageId} ${mark.emoji}`;
      want(key, mark);
      const run = running.get(key) ?? settle(key);
      running.set(key, run);
      return run;
    },
  };
}

/** The messages as they look with what I wish for; the same array for the same messages and marks. */
export function createMarkedMessages(userId: string) {
  let last = { messages: [] as readonly Message[], marks: [] as readonly PendingMark[] };
  let shown: readonly Message[] = last.messages;
  return (messages: readonly Message[], marks: readonly PendingMark[]): readonly Message[] => {
    if (messages === last.messages && marks === last.marks) return shown;
    last = { messages, marks };
    shown =
      marks.length === 0
        ? messages
        : messages.map((message) =>
            marks
              .filter(({ messageId }) => messageId === message.id)
              .reduce((marked, mark) => withMark(marked, mark, userId), message),
          );
    return shown;
  };
}

function withMark(message: Message, mark: PendingMark, userId: string): Message {
  if (mark.kind === "pin") return { ...message, pinned: mark.on };
  const { emoji, on } = mark;
  const known = message.reactions.find((reaction) => reaction.emoji === emoji);
  if ((known?.userIds.includes(userId) ?? false) === on) return message;
  if (!known) {
    return { ...message, reactions: [...message.reactions, { emoji, userIds: [userId] }] };
  }
  const userIds = on ? [...known.userIds, userId] : known.userIds.filter((id) => id !== userId);
  const reactions = message.reactions
    .map((reaction) => (reaction === known ? { emoji, userIds } : reaction))
    .filter((reaction) => reaction.userIds.length > 0);
  return { ...message, reactions };
}
