import type { RoomSummary } from "../chat/schema";

/** The sections of the room list, each with the last active room first. */
export type RoomSections = {
  rooms: RoomSummary[];
  direct: RoomSummary[];
  joinable: RoomSummary[];
  archived: RoomSummary[];
};

/** Sorts rooms into sections: mine, my direct messages, public ones that I could join, and mine that are archived. */
export function toRoomSections(rooms: readonly RoomSummary[]): RoomSections {
  const sorted = [...rooms].sort(
    (a, b) => (b.lastMessageAt ?? 0) - (a.lastMessageAt ?? 0) || a.name.localeCompare(b.name),
  );
  return {
    rooms: sorted.filter(
      (room) => room.myRole !== null && room.kind !== "direct" && room.archivedAt === null,
    ),
    direct: sorted.filter((room) => room.myRole !== null && room.kind === "direct"),
    joinable: sorted.filter((room) => room.myRole === null && room.archivedAt === null),
    archived: sorted.filter((room) => room.myRole !== null && room.archivedAt !== null),
  };
}

/** What the room is called: the other person of a direct room. */
export function toRoomName(room: RoomSummary): string {
  return room.peer?.name ?? room.name;
}

/** What this browser knows of a room ahead of the list: how far I have read, and what came in while it was open. */
export type RoomHere = { readSeq: number; lastSeq: number; lastMessageAt: number | null };

/** The rooms of the list, brought up to what is known here. */
export function withRoomsHere(
  rooms: readonly RoomSummary[],
  known: ReadonlyMap<string, RoomHere>,
): RoomSummary[] {
  return rooms.map((room) => {
    const here = known.get(room.id);
    return here ? withRoomHere(room, here) : room;
  });
}

function withRoomHere(room: RoomSummary, here: RoomHere): RoomSummary {
  const readSeq = Math.max(room.readSeq, here.readSeq);
  const lastSeq = Math.max(room.lastSeq, here.lastSeq);
  const lastMessageAt =
    here.lastSeq > room.lastSeq ? (here.lastMessageAt ?? room.lastMessageAt) : room.lastMessageAt;
  const base = { ...room, readSeq, lastSeq, lastMessageAt };
  if (readSeq >= lastSeq) return { ...base, unread: 0, mentions: 0 };
  // The list counted what is unread up to its own `lastSeq`.
  return here.readSeq >= room.lastSeq
    ? { ...base, unread: lastSeq - readSeq, mentions: 0 }
    : { ...base, unread: room.unread + (lastSeq - room.lastSeq) };
}

/** What waits for me in all of my rooms; those that I silenced do not call. */
export function countWaiting(rooms: readonly RoomSummary[]): { unread: number; mentions: number } {
  const calling = rooms.filter(
    ({ myRole, involvement }) => myRole !== null && involvement !== "nothing",
  );
  return {
    unread: calling.reduce((sum, room) => sum + room.unread, 0),
    mentions: calling.reduce((sum, room) => sum + room.mentions, 0),
  };
}

/**
 * The room that stands `step` places below the open one in the list (above it: negative), around the ends; with `unread` the
 * nearest one that has something for me. Null when there is none.
 */
export function findNextRoom(
  rooms: readonly RoomSummary[],
  openRoomId: string | null,
  step: 1 | -1,
  unread: boolean,
): string | null {
  const sections = toRoomSections(rooms);
  const order = [...sections.rooms, ...sections.direct, ...(unread ? [] : sections.joinable)];
  const from = order.findIndex(({ id }) => id === openRoomId);
  const start = from < 0 && step < 0 ? order.length : from;
  for (let away = 1; away <= order.length; away += 1) {
    const at = (((start + step * away) % order.length) + order.length) % order.length;
    const room = order[at];
    if (room && room.id !== openRoomId && (!unread || room.unread > 0)) return room.id;
  }
  return null;
}
