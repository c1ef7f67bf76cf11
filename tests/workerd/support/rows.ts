import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import * as schema from "../../../drizzle/schema";
import { newId } from "../../../lib/platform/id";

type NewUser = typeof schema.users.$inferInsert;
type NewRoom = typeof schema.rooms.$inferInsert;
type NewMember = typeof schema.roomMembers.$inferInsert;

const db = drizzle(env.DB, { schema });

/** Inserts a user past every rule; returns the row. */
export async function createUser(fields: Partial<NewUser> = {}) {
  const id = fields.id ?? newId(16);
  const [row] = await db
    .insert(schema.users)
    .values({ id, email: `${id}@example.org`, name: `Person ${id}`, createdAt: 1, ...fields })
    .returning();
  return row!;
}

/** Inserts a room past every rule; public, without members. */
export async function createRoom(fields: Partial<NewRoom> = {}) {
  const id = fields.id ?? newId(16);
  const [row] = await db
    .insert(schema.rooms)
    .values({
      id,
      name: `Room ${id}`,
      kind: "public",
      epoch: newId(8),
      createdBy: "nobody",
      createdAt: 1,
      ...fields,
    })
    .returning();
  return row!;
}

/** Inserts a membership past every rule: caches hear nothing and the room's `rev` stays. */
export async function addMember(
  roomId: string,
  userId: string,
  fields: Partial<Omit<NewMember, "roomId" | "userId">> = {},
) {
  const [row] = await db
    .insert(schema.roomMembers)
    .values({ roomId, userId, role: "member", joinedAt: 1, ...fields })
    .returning();
  return row!;
}
