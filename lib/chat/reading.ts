import type { Person } from "../auth/schema";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { loadMeta, loadMetas, loadNewestPage, prefetchNewestPage, prefetchRoom } from "./cache";
import { PlazaError } from "../http/problem";
import { getMembership, getOwnMembership, listVisibleRooms } from "./membership";
import { findAfter, findChanged, recentSize } from "./newest-page";
import { tellOwnScreens } from "./own-screens";
import type { MessagePage, RoomMeta } from "./schema";
import { findPage, type PageCursor } from "./store/pages";
import { findReadPosition, moveReadPosition } from "./store/rooms";
import { askRoom } from "./tell";

type MessagesQuery = {
  limit: number;
  after?: number | undefined;
  before?: number | undefined;
  around?: string | undefined;
  changedSince?: number | undefined;
  atLeast?: number | undefined;
};

/** The numbers of a room; warm it costs no query. Throws `not_found`. */
export async function getMeta(
  deps: Deps,
  person: Pick<Person, "id">,
  roomId: string,
): Promise<RoomMeta> {
  await getMembership(deps, person, roomId);
  return loadMeta(deps, roomId);
}

/** The numbers of several rooms, in the order asked; those that do not exist for this person are left out. */
export async function listMetas(
  deps: Deps,
  person: Pick<Person, "id">,
  roomIds: string[],
): Promise<RoomMeta[]> {
  const visible = await listVisibleRooms(deps, person, [...new Set(roomIds)]);
  const metas = await loadMetas(
    deps,
    visible.map(({ roomId }) => roomId),
  );
  return [...metas.values()];
}

/** A page of messages; see `GET …/messages`. Throws `not_found`, also for a page around a message that is not there. */
export async function getMessages(
  deps: Deps,
  person: Pick<Person, "id">,
  roomId: string,
  query: MessagesQuery,
): Promise<MessagePage> {
  const cursor = toCursor(query);
  await getMembership(deps, person, roomId);
  if (cursor === null) return loadNewestPage(deps, roomId, query.limit);
  const recent = await findInNewestPage(deps, roomId, query);
  if (recent) return recent;
  const page = await findPage(deps.db, roomId, cursor, query.limit);
  if (!page) throw new PlazaError("not_found");
  if (query.around !== undefined && page.messages.length === 0) throw new PlazaError("not_found");
  return page;
}

/** Starts the cache reads of `getMeta`, in the tick of the session's. */
export function prefetchMeta(deps: Deps, roomId: string, userId: string): void {
  prefetchRoom(deps, roomId, userId);
}

/** Starts the cache reads of `getMessages`, in the tick of the session's. */
export function prefetchMessages(
  deps: Deps,
  roomId: string,
  userId: string,
  query: MessagesQuery,
): void {
  prefetchRoom(deps, roomId, userId);
  if (toCursor(query) === null) prefetchNewestPage(deps, roomId, query.limit);
  else if (isAnsweredByNewestPage(query)) prefetchNewestPage(deps, roomId, recentSize);
}

/** Whoever says what they have heard of is a few changes behind, with everybody else in the room: one page for all of them. */
function isAnsweredByNewestPage({ atLeast, after, changedSince }: MessagesQuery): boolean {
  if (atLeast === undefined) return false;
  return (
    after !== undefined || (changedSince !== undefined && atLeast - changedSince <= recentSize)
  );
}

async function findInNewestPage(
  deps: Deps,
  roomId: string,
  query: MessagesQuery,
): Promise<MessagePage | null> {
  if (!isAnsweredByNewestPage(query)) return null;
  const { atLeast = 0, after, changedSince, limit } = query;
  const page = await loadNewestPage(deps, roomId, recentSize, atLeast);
  if (page.rev < atLeast) return null;
  if (after !== undefined) return findAfter(page, after, limit);
  return changedSince === undefined ? null : findChanged(page, changedSince, limit);
}

/** Moves my read position forward and tells the others; answers where it stands. Throws `not_a_member`. */
export async function markRead(
  deps: Deps,
  person: Pick<Person, "id">,
  roomId: string,
  seq: number,
): Promise<number> {
  await getOwnMembership(deps, person, roomId);
  const moved = await moveRead(deps, person.id, roomId, seq);
  if (moved === null) return getReadPosition(deps, person.id, roomId);
  deps.waitUntil(askRoom(deps, roomId, (room) => room.announceRead(person.id, moved)));
  return moved;
}

/** Puts my read position back on purpose; my other screens hear of it, and nobody else. Throws `not_a_member`. */
export async function markUnread(
  deps: Deps,
  person: Pick<Person, "id">,
  roomId: string,
  seq: number,
): Promise<number> {
  await getOwnMembership(deps, person, roomId);
  const position = { roomId, userId: person.id, seq, now: deps.now() };
  const moved = await moveReadPosition(deps.db, position, "back");
  if (moved !== null) {
    const told = tellOwnScreens(deps, person.id);
    deps.waitUntil(told.catch((cause: unknown) => log("warn", "unread.not_told", {}, cause)));
  }
  return moved ?? getReadPosition(deps, person.id, roomId);
}

/** Moves a read position forward; `null` when it did not move or there is no such member. */
export async function moveRead(
  deps: Deps,
  userId: string,
  roomId: string,
  seq: number,
): Promise<number | null> {
  return moveReadPosition(deps.db, { roomId, userId, seq, now: deps.now() }, "forward");
}

async function getReadPosition(deps: Deps, userId: string, roomId: string): Promise<number> {
  const readSeq = await findReadPosition(deps.db, roomId, userId);
  if (readSeq === null) throw new PlazaError("not_a_member");
  return readSeq;
}

function toCursor({ after, before, around, changedSince }: MessagesQuery): PageCursor {
  if (around !== undefined) return { around };
  if (after !== undefined) return { after };
  if (before !== undefined) return { before };
  if (changedSince !== undefined) return { changedSince };
  return null;
}
