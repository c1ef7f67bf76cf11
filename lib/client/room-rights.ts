import type { Role } from "../auth/schema";
import type { RoomSummary } from "../chat/schema";

export type RoomRights = {
  write: boolean;
  invite: boolean;
  manage: boolean;
  /** Mutes and bans, sets the pace, archives. */
  keepOrder: boolean;
  export: boolean;
  leave: boolean;
};

/**
 * What the screens offer me in a room: members write; members of a public room and the owner of a private one invite;
 * owners, and moderators in public rooms, manage; owners and moderators keep order. Nobody writes or comes into an archived
 * room. The server decides for itself.
 */
export function toRoomRights(
  room: Pick<RoomSummary, "kind" | "myRole" | "archivedAt">,
  role: Role,
): RoomRights {
  const member = room.myRole !== null;
  const shared = room.kind !== "direct";
  const isPublic = room.kind === "public";
  const open = room.archivedAt === null;
  const owner = room.myRole === "owner";
  return {
    write: member && open,
    invite: shared && open && (owner || (isPublic && member)),
    manage: shared && (owner || (isPublic && role !== "member")),
    keepOrder: shared && (owner || (role !== "member" && (member || isPublic))),
    export: shared && owner,
    leave: shared && member,
  };
}

/** Whether I am offered to pin messages in a room, and to take pins off; as above, the server decides for itself. */
export function mayPin(
  room: Pick<RoomSummary, "kind" | "myRole" | "archivedAt">,
  me: { role: Role; isPartner: boolean },
): boolean {
  if (room.myRole === null || room.archivedAt !== null) return false;
  return room.myRole === "owner" || room.kind === "direct" || me.role !== "member" || me.isPartner;
}
