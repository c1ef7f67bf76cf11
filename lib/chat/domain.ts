import type { Person } from "../auth/schema";
import type { Involvement, RoomSummary } from "./schema";

/** Pure rules of rooms and messages. */

const mentionsPerMessage = 20;

/** Who is named by `<@userId>` in a body: others only, each once, the first 20. */
export function toMentions(body: string, authorId: string): string[] {
  const named = [...body.matchAll(/<@([A-Za-z0-9_-]{1,32})>/g)].map((match) => match[1] ?? "");
  return [...new Set(named)].filter((id) => id !== authorId).slice(0, mentionsPerMessage);
}

/** The same for both people, so that they have one direct room. */
export function toDirectKey(one: string, other: string): string {
  return one < other ? `${one}:${other}` : `${other}:${one}`;
}

export function isModerator(person: Pick<Person, "role">): boolean {
  return person.role === "moderator" || person.role === "admin";
}

/** Public rooms are opened by approved partners and by those who look after the community. */
export function mayOpenPublicRoom(person: Pick<Person, "role" | "partner">): boolean {
  return isModerator(person) || person.partner?.status === "approved";
}

/** Whoever runs a room pins, in it; moderators and approved partners wherever they are members; both in a direct room. */
export function canPin(
  person: Pick<Person, "role" | "partner">,
  { role, kind }: { role: "owner" | "member" | null; kind: "public" | "private" | "direct" },
): boolean {
  if (role === null) return false;
  return role === "owner" || kind === "direct" || mayOpenPublicRoom(person);
}

/** Of what a member is told who has chosen nothing: two people of everything, a crowd of mentions. */
export function toInvolvement({
  involvement,
  kind,
}: Pick<RoomSummary, "involvement" | "kind">): Involvement {
  return involvement ?? (kind === "direct" ? "everything" : "mentions");
}
