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

/** Rooms as I have read them here, which the server may not know yet. `readHere` maps room ids to a `seq`. */
export function withReadHere(
  rooms: readonly RoomSummary[],
  readHere: ReadonlyMap<string, number>,
): RoomSummary[] {
  return rooms.map((room) => {
    const seq = readHere.get(room.id);
    if (seq === undefined || seq < room.lastSeq || room.unread === 0) return room;
    return { ...room, readSeq: Math.max(room.readSeq, seq), unread: 0, mentions: 0 };
  });
}

/** How many unread messages there are in all of my rooms. */
export function countUnread(rooms: readonly RoomSummary[]): number {
  return rooms.reduce((sum, room) => sum + (room.myRole === null ? 0 : room.unread), 0);
}
