import type { Person } from "../auth/schema";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { getOwnMembership } from "./membership";
import type { Involvement } from "./schema";
import { updateInvolvement } from "./store/involvement";

/** Sets of what I am told in a room; `null` is as rooms of its kind are by themselves. Throws `not_found`, `not_a_member`. */
export async function setInvolvement(
  deps: Deps,
  person: Person,
  roomId: string,
  involvement: Involvement | null,
): Promise<void> {
  await getOwnMembership(deps, person, roomId);
  const isMember = await updateInvolvement(deps.db, { roomId, userId: person.id, involvement });
  if (!isMember) throw new PlazaError("not_a_member");
}
