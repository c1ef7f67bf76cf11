import type { RoomSummary } from "../chat/schema";

/** The sections of the room list, each with the last active room first. */
export type RoomSections = { rooms: RoomSummary[]; direct: RoomSummary[]; joinable: RoomSummary[] };

/** Sorts rooms into sections: mine, my direct messages, and public ones that I could join. */
export function toRoomSections(rooms: readonly RoomSummary[]): RoomSections {
  const sorted = [...rooms].sort(
    (a, b) => (b.lastMessageAt ?? 0) - (a.lastMessageAt ?? 0) || a.name.localeCompare(b.name),
  );
  return {
    rooms: sorted.filter((room) => room.myRole !== null && room.kind !== "direct"),
    direct: sorted.filter((room) => room.myRole !== null && room.kind === "direct"),
    joinable: sorted.filter((room) => room.myRole === null),
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

/** How many unread messages there are in all of my rooms. */
export function countUnread(rooms: readonly RoomSummary[]): number {
  return rooms.reduce((sum, room) => sum + (room.myRole === null ? 0 : room.unread), 0);
}
