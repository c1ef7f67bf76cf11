import { env } from "cloudflare:workers";
import type { Person } from "../../../lib/auth/schema";
import type { RoomMeta } from "../../../lib/chat/schema";
import { newId } from "../../../lib/platform/id";
import { testDeps, type TestDeps } from "./deps";
import { addMember, createRoom, createUser } from "./rows";

/** Somebody as a route knows them. */
export async function createPerson(fields: Parameters<typeof createUser>[0] = {}): Promise<Person> {
  const user = await createUser(fields);
  const { id, name, image, role } = user;
  return { id, sid: newId(16), name, image, role, partner: null };
}

/** A room with so many members; the first is its owner. */
export async function createChat(people: number, fields: Parameters<typeof createRoom>[0] = {}) {
  const room = await createRoom(fields);
  const persons = await Promise.all(Array.from({ length: people }, () => createPerson()));
  for (const [index, person] of persons.entries()) {
    await addMember(room.id, person.id, {
      role: index === 0 ? "owner" : "member",
      joinedAt: index + 1,
    });
  }
  return { roomId: room.id, epoch: room.epoch, persons };
}

/** The deps of a site that cannot reach the room's object. */
export function withoutObject(deps: TestDeps = testDeps()): TestDeps {
  const fail = () => Promise.reject(new Error("the object cannot be reached"));
  const room = {
    post: fail,
    edit: fail,
    remove: fail,
    mark: fail,
    announce: fail,
    announceRead: fail,
    notify: fail,
    kick: fail,
    signOut: fail,
    putTicket: fail,
    takeTicket: fail,
    fetch: fail,
  };
  return { ...deps, room: () => room };
}

/** The numbers of a room as D1 has them. */
export async function readNumbers(roomId: string): Promise<RoomMeta | null> {
  return env.DB.prepare(
    `SELECT id AS roomId, rev, last_seq AS lastSeq, last_message_at AS lastMessageAt, epoch
     FROM rooms WHERE id = ?`,
  )
    .bind(roomId)
    .first<RoomMeta>();
}

/** The messages of a room as D1 has them, by `seq`. */
export async function readMessages(roomId: string) {
  const { results } = await env.DB.prepare(
    "SELECT seq, rev, author_id, client_id, body FROM messages WHERE room_id = ? ORDER BY seq",
  )
    .bind(roomId)
    .all<{ seq: number; rev: number; author_id: string; client_id: string; body: string }>();
  return results;
}

export async function banUser(userId: string): Promise<void> {
  await env.DB.prepare("UPDATE users SET status = 'banned' WHERE id = ?").bind(userId).run();
}

export const post = (body: string, clientId = newId(12)) => ({ clientId, body });

/** 1, 2, … `count`: the numbers that a room gives to its first messages. */
export const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
