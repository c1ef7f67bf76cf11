import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";

const maxAgeSeconds = 86_400;
const rowsPerStatement = 2_000;

/**
 * Puts people and rooms into D1, as the product itself would have: `insert` skips what is not measured (hashing a password
 * takes 100 ms). Answers a builder for rows that need them.
 */
export function createCommunity({ db, secret }) {
  let people = 0;
  let rooms = 0;

  const insert = async (table, rows) => {
    if (rows.length === 0) return;
    const columns = Object.keys(rows[0]);
    const values = columns.map((name) => `value ->> '${name}'`).join(", ");
    const text = `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${values} FROM json_each(?1)`;
    for (let at = 0; at < rows.length; at += rowsPerStatement) {
      const part = rows.slice(at, at + rowsPerStatement);
      await db.prepare(text).bind(JSON.stringify(part)).run();
    }
  };

  const toCookie = async (id, sid) => {
    const salt = "authjs.session-token";
    const token = { sub: id, sid };
    return `${salt}=${await encode({ token, secret, salt, maxAge: maxAgeSeconds })}`;
  };

  return {
    insert,
    /** So many people with a session each: `{id, name, cookie}`. */
    async addPeople(count, role = "member") {
      const now = Date.now();
      const made = Array.from({ length: count }, () => {
        people += 1;
        const id = `person${String(people).padStart(10, "0")}`;
        return { id, name: `Person ${people}`, sid: `session-of-${id}` };
      });
      await insert(
        "users",
        made.map(({ id, name }) => ({
          id,
          email: `${id}@bench.example`,
          name,
          role,
          created_at: now,
        })),
      );
      await insert(
        "sessions",
        made.map(({ id, sid }) => ({
          sid,
          user_id: id,
          created_at: now,
          last_seen_at: now,
          expires_at: now + maxAgeSeconds * 1000,
        })),
      );
      return Promise.all(
        made.map(async ({ id, name, sid }) => ({ id, name, cookie: await toCookie(id, sid) })),
      );
    },
    /** A public room of these people with so many messages in it; answers its id. */
    async addRoom(members, messages = 0) {
      rooms += 1;
      const id = `room${String(rooms).padStart(8, "0")}`;
      const now = Date.now();
      const [owner] = members;
      await insert("rooms", [
        {
          id,
          name: `Room ${rooms}`,
          kind: "public",
          epoch: "benched0",
          last_seq: messages,
          rev: messages + 1,
          last_message_at: messages > 0 ? now : null,
          created_by: owner.id,
          created_at: now,
        },
      ]);
      await insert(
        "room_members",
        members.map((member) => ({
          room_id: id,
          user_id: member.id,
          role: member === owner ? "owner" : "member",
          joined_at: now,
        })),
      );
      await insert(
        "messages",
        Array.from({ length: messages }, (_, index) => ({
          id: randomUUID().replaceAll("-", "").slice(0, 20),
          room_id: id,
          seq: index + 1,
          rev: index + 2,
          client_id: `bench-${index}`,
          author_id: members[index % members.length].id,
          author_name: members[index % members.length].name,
          body: `Message ${index + 1}: the lantern by the gate is broken again, who has the ladder?`,
          created_at: now - (messages - index) * 60_000,
        })),
      );
      return id;
    },
  };
}
