import { env } from "cloudflare:workers";
import type { Person } from "../../../lib/auth/schema";
import { createChat, createPerson } from "./chat";
import { addMember } from "./rows";

/** A refusal with this code. */
export const code = (expected: string) => ({ code: expected });

/** What was decided about a room or a person, and by whom, in order. */
export async function listAudit(roomId: string) {
  const { results } = await env.DB.prepare(
    "SELECT action, actor_id AS actor FROM audit_log WHERE target_id = ? ORDER BY at, rowid",
  )
    .bind(roomId)
    .all<{ action: string; actor: string }>();
  return results.map(({ action, actor }) => `${action} ${actor}`);
}

/** A room with its owner, two members, a moderator and an admin in it, and a moderator outside. */
export async function createKept(kind: "public" | "private" = "public") {
  const { roomId, persons } = await createChat(3, { kind });
  const [owner, ann, bob] = persons as [Person, Person, Person];
  const moderator = await createPerson({ role: "moderator" });
  const other = await createPerson({ role: "moderator" });
  const admin = await createPerson({ role: "admin" });
  const outside = await createPerson({ role: "moderator" });
  for (const person of [moderator, other, admin])
    await addMember(roomId, person.id, { joinedAt: 9 });
  return { roomId, owner, ann, bob, moderator, other, admin, outside };
}
