import type { Person } from "../../../lib/auth/schema";
import { postMessage } from "../../../lib/chat/service";
import { searchMessages } from "../../../lib/search/service";
import { post } from "./chat";
import { testDeps } from "./deps";

type Filters = Partial<Parameters<typeof searchMessages>[2]>;

/** A first page of what somebody finds. */
export const search = (person: Person, q: string, filters: Filters = {}) =>
  searchMessages(testDeps(), person, { q, limit: 20, ...filters });

/** The messages somebody finds, as they are written. */
export const bodies = async (person: Person, q: string, filters: Filters = {}) =>
  (await search(person, q, filters)).results.map(({ message }) => message.body);

/** Posts texts one after another; the messages they became. */
export async function say(person: Person, roomId: string, ...texts: string[]) {
  const messages = [];
  for (const text of texts) {
    messages.push((await postMessage(testDeps(), person, roomId, post(text))).message);
  }
  return messages;
}
