import type { Role } from "../auth/schema";
import type { RoomSummary } from "../chat/schema";

export type RoomRights = { write: boolean; invite: boolean; manage: boolean; leave: boolean };

/**
 * What the screens offer me in a room: members write; members of a public room and the owner of a private one invite;
 * owners, and moderators in public rooms, manage. The server decides for itself.
 */
export function toRoomRights(room: Pick<RoomSummary, "kind" | "myRole">, role: Role): RoomRights {
  const member = room.myRole !== null;
  const shared = room.kind !== "direct";
  const isPublic = room.kind === "public";
  return {
    write: member,
    invite: shared && (room.myRole === "owner" || (isPublic && member)),
    manage: shared && (room.myRole === "owner" || (isPublic && role !== "member")),
    leave: shared && member,
  };
}
