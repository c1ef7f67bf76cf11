import { env } from "cloudflare:workers";
import { createUser } from "./rows";

/** No people, and nothing that was written down of any. */
export async function clearPeople(): Promise<void> {
  const tables = ["sessions", "accounts", "partners", "room_members", "users", "audit_log"];
  await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
}

/** A host profile, put there past every rule. */
export async function createPartner(
  userId: string,
  status: string,
  createdAt: number,
): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO partners (id, user_id, status, profile, created_at) VALUES (?1, ?2, ?3, ?4, ?5)`,
  )
    .bind(`host-${userId}`, userId, status, `The profile of ${userId}`, createdAt)
    .run();
}

/** A session, put there past every rule. */
export async function createSession(
  userId: string,
  fields: { seen: number; until: number; revoked?: number },
) {
  await env.DB.prepare(
    `INSERT INTO sessions (sid, user_id, created_at, last_seen_at, expires_at, revoked_at)
     VALUES (?1, ?2, 1, ?3, ?4, ?5)`,
  )
    .bind(crypto.randomUUID(), userId, fields.seen, fields.until, fields.revoked ?? null)
    .run();
}

/** Eight people of every kind, one of them gone; the later the newer. */
export async function createEverybody(): Promise<void> {
  const people = [
    { id: "ann", name: "ann", role: "admin" },
    { id: "ben", name: "Ben", role: "moderator" },
    { id: "cleo", name: "Cleo" },
    { id: "dora", name: "dora" },
    { id: "emil", name: "Émil" },
    { id: "fritz", name: "Fritz", status: "banned", statusReason: "spam" },
    { id: "gone", name: "", status: "deleted" },
    { id: "hana", name: "花" },
  ] as const;
  for (const [index, person] of people.entries()) {
    await createUser({ ...person, createdAt: 100 + index });
  }
  await createPartner("cleo", "approved", 1);
  await createPartner("dora", "pending", 3);
  await createPartner("emil", "declined", 1);
  await createPartner("fritz", "suspended", 1);
  await createPartner("hana", "pending", 2);
}
