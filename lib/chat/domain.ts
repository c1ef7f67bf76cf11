import type { Person } from "../auth/schema";

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
