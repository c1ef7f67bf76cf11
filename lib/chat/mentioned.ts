import type { Person } from "../auth/schema";
import type { Deps } from "../platform/deps";
import type { MentionPage } from "./mention-schema";
import { listMentionsOf } from "./store/mentions";

/**
 * Where I am named, the latest first, in rooms whose member I am; one query. `cursor` is `nextCursor` of the page before.
 * There is no way to mark them read at once: that would mark as read what stands before them in their rooms.
 */
export async function listMentions(
  deps: Pick<Deps, "db">,
  person: Pick<Person, "id">,
  { cursor, limit }: { cursor?: number | undefined; limit: number },
): Promise<MentionPage> {
  const found = await listMentionsOf(deps.db, person.id, { cursor, limit: limit + 1 });
  const page = found.slice(0, limit);
  return {
    mentions: page.map(({ message, readSeq }) => ({ message, unread: message.seq > readSeq })),
    nextCursor: found.length > limit ? (page.at(-1)?.rowid ?? null) : null,
  };
}
