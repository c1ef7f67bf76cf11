import type { Person } from "../../auth/schema";
import { invalidField } from "../../http/problem";
import type { Deps } from "../../platform/deps";
import { searchRooms, type AdminRoomRow, type RoomCursor } from "../store/admin-rooms";
import type { AdminRoom, AdminRoomPage, AdminRoomsQuery } from "./schema";

/** For admins: all rooms with their counters, page by page; nothing of what is said in them. Throws `invalid_input`. */
export async function listAllRooms(
  deps: Pick<Deps, "db">,
  { id: adminId }: Pick<Person, "id">,
  { q, type, sort, cursor, limit }: AdminRoomsQuery,
): Promise<AdminRoomPage> {
  const after = cursor === undefined ? null : readCursor(cursor, sort);
  const ask = { adminId, q, type: type ?? null, order: sort, after, limit: limit + 1 };
  const { rows, counts } = await searchRooms(deps.db, ask);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    rooms: page.map(toAdminRoom),
    nextCursor: last ? `${encodeURIComponent(last.key).replaceAll(".", "%2E")}.${last.id}` : null,
    counts,
  };
}

function readCursor(text: string, sort: AdminRoomsQuery["sort"]): RoomCursor {
  const [encoded = "", id = ""] = text.split(".");
  const key = sort === "name" ? decode(encoded) : Number(encoded);
  if (Number.isNaN(key)) throw invalidField("cursor", "Is of another order");
  return { key, id };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidField("cursor", "Is not one of ours");
  }
}

function toAdminRoom(row: AdminRoomRow): AdminRoom {
  const { id, name, kind, members, messages, lastMessageAt, createdAt } = row;
  const { creatorId, creatorName } = row;
  return {
    id,
    name,
    kind,
    members,
    messages,
    lastMessageAt,
    createdAt,
    createdBy: creatorId && creatorName !== null ? { id: creatorId, name: creatorName } : null,
    mayOpen: row.mayOpen === 1,
  };
}
