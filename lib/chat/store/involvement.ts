import { and, eq } from "drizzle-orm";
import { roomMembers } from "../../../drizzle/schema";
import type { Database } from "../../platform/database";
import type { Involvement } from "../schema";

/** False when there is no such member. */
export async function updateInvolvement(
  db: Database,
  choice: { roomId: string; userId: string; involvement: Involvement | null },
): Promise<boolean> {
  const { roomId, userId, involvement } = choice;
  const rows = await db
    .update(roomMembers)
    .set({ involvement })
    .where(and(eq(roomMembers.roomId, roomId), eq(roomMembers.userId, userId)))
    .returning({ userId: roomMembers.userId });
  return rows.length > 0;
}
