import { z } from "zod";
import type { Versioned } from "../cache/cache";
import { CacheKeys, type CacheEntry } from "../cache/keys";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import type { RoomChange } from "./room-object";
import { messagePageSchema, roomKindSchema, roomMetaSchema, type MessagePage } from "./schema";
import type { RoomMeta } from "./schema";
import { listMemberships, type MembershipRow } from "./store/members";
import { findNumbers, findPage, listNumbers } from "./store/pages";

/** What of rooms may vanish: numbers, newest pages and memberships, each under the `rev` it was read at. */

/** How somebody stands to a room. `kind: null`: there is no such room. */
const membershipSchema = z.object({
  kind: z.nullable(roomKindSchema),
  role: z.enum(["owner", "member"]).nullable(),
});
export type CachedMembership = z.infer<typeof membershipSchema>;

/** Newest pages are kept in these sizes only, so that a write knows all of them; others are cut from the next larger. */
const pageSizes = [10, 50, 100] as const;

const parseMembership = (value: unknown) => membershipSchema.parse(value);
const parseMeta = (value: unknown) => roomMetaSchema.parse(value);
const parsePage = (value: unknown) => messagePageSchema.parse(value);

/** Starts the reads of a poll, so that they ride the round trip of the session; see `route()`. */
export function prefetchRoom(deps: Deps, roomId: string, userId: string): void {
  void deps.cache.read(CacheKeys.member(roomId, userId), parseMembership);
  void deps.cache.read(CacheKeys.meta(roomId), parseMeta);
}

export function prefetchNewestPage(deps: Deps, roomId: string, limit: number): void {
  void deps.cache.read(CacheKeys.messages(roomId, toPageSize(limit)), parsePage);
}

/**
 * How somebody stands to a room. What it costs cold, one query, brings the room's numbers along, so that a poll
 * that finds neither asks once.
 */
export async function loadMembership(
  deps: Deps,
  userId: string,
  roomId: string,
): Promise<CachedMembership> {
  const entry = CacheKeys.member(roomId, userId);
  const known = await deps.cache.read(entry, parseMembership);
  if (known) return known.value;
  const truth = async () => {
    const [row] = await listMemberships(deps.db, userId, [roomId], deps.now());
    if (row) await offerMeta(deps, row.numbers);
    return toMembership(row);
  };
  return (await deps.cache.load(entry, truth)).value;
}

async function offerMeta(deps: Deps, numbers: RoomMeta): Promise<void> {
  const entry = CacheKeys.meta(numbers.roomId);
  const known = await deps.cache.read(entry, parseMeta);
  if (known && known.version >= numbers.rev) return;
  await deps.cache.load(entry, async () => toVersioned(numbers), { atLeast: numbers.rev });
}

/** The same for up to 50 rooms; one query for all that no cache knows. */
export async function loadMemberships(
  deps: Deps,
  userId: string,
  roomIds: string[],
): Promise<Map<string, CachedMembership>> {
  const truth = askOnce(async (missing) => {
    const rows = await listMemberships(deps.db, userId, missing, deps.now());
    return new Map(rows.map((row) => [row.numbers.roomId, row]));
  });
  return loadEach(deps, roomIds, {
    entry: (roomId) => CacheKeys.member(roomId, userId),
    parse: parseMembership,
    truth: async (roomId) => toMembership((await truth(roomId)).get(roomId)),
  });
}

function toMembership(row: MembershipRow | undefined): Versioned<CachedMembership> {
  return {
    version: row?.numbers.rev ?? 0,
    value: { kind: row?.kind ?? null, role: row?.role ?? null },
  };
}

/** The numbers of each of these rooms (at most 50, all existing); one query for all that no cache knows. */
export async function loadMetas(deps: Deps, roomIds: string[]): Promise<Map<string, RoomMeta>> {
  const truth = askOnce(async (missing) => {
    const rows = await listNumbers(deps.db, missing);
    return new Map(rows.map((row) => [row.roomId, row]));
  });
  return loadEach(deps, roomIds, {
    entry: CacheKeys.meta,
    parse: parseMeta,
    truth: async (roomId) => toVersioned((await truth(roomId)).get(roomId)),
  });
}

/** The numbers of one room, none older than `atLeast`; cold it is one row of one table. Throws `not_found`. */
export async function loadMeta(deps: Deps, roomId: string, atLeast = 0): Promise<RoomMeta> {
  const entry = CacheKeys.meta(roomId);
  const known = await deps.cache.read(entry, parseMeta);
  if (known && known.version >= atLeast) return known.value;
  const truth = async () => toVersioned(await findNumbers(deps.db, roomId));
  return (await deps.cache.load(entry, truth, { atLeast })).value;
}

/**
 * The newest `limit` messages; a cached page serves unless the room's numbers, or `heardRev`, are newer. What comes may still
 * be older than `heardRev`, when that was never true. Throws `not_found`.
 */
export async function loadNewestPage(
  deps: Deps,
  roomId: string,
  limit: number,
  heardRev = 0,
): Promise<MessagePage> {
  const size = toPageSize(limit);
  const entry = CacheKeys.messages(roomId, size);
  const [meta, page] = await Promise.all([
    deps.cache.read(CacheKeys.meta(roomId), parseMeta),
    deps.cache.read(entry, parsePage),
  ]);
  // With a page but no numbers to hold it against, the numbers are read first: one row instead of a page.
  const needsNumbers = page !== null && meta === null && heardRev === 0;
  const rev = needsNumbers ? (await loadMeta(deps, roomId)).rev : (meta?.version ?? 0);
  const atLeast = Math.max(rev, heardRev);
  if (page && page.version >= atLeast) return cut(page.value, limit);
  const truth = async () => toVersioned(await findPage(deps.db, roomId, null, size));
  return cut((await deps.cache.load(entry, truth, { atLeast })).value, limit);
}

/** The entries that a new `rev` of a room replaces: its numbers, and its newest pages, which go. */
export function toRoomEntries(change: RoomChange) {
  const { roomId, rev, lastSeq, lastMessageAt, epoch } = change;
  const value: RoomMeta = { roomId, rev, lastSeq, lastMessageAt, epoch };
  return [
    { entry: CacheKeys.meta(roomId), version: rev, value },
    ...pageSizes.map((size) => ({ entry: CacheKeys.messages(roomId, size), version: rev })),
  ];
}

export function toMemberEntry(
  roomId: string,
  userId: string,
  version: number,
  value: CachedMembership,
) {
  return { entry: CacheKeys.member(roomId, userId), version, value };
}

function toPageSize(limit: number): number {
  return pageSizes.find((size) => size >= limit) ?? 100;
}

function cut(page: MessagePage, limit: number): MessagePage {
  if (page.messages.length <= limit) return page;
  return { ...page, messages: page.messages.slice(-limit), hasMore: true };
}

function toVersioned<T extends { rev: number }>(value: T | null | undefined): Versioned<T> {
  if (!value) throw new PlazaError("not_found");
  return { version: value.rev, value };
}

async function loadEach<T>(
  deps: Deps,
  roomIds: string[],
  source: {
    entry: (roomId: string) => CacheEntry;
    parse: (value: unknown) => T;
    truth: (roomId: string) => Promise<Versioned<T>>;
  },
): Promise<Map<string, T>> {
  const pairs = roomIds.map(async (roomId): Promise<[string, T]> => {
    const entry = source.entry(roomId);
    const known = await deps.cache.read(entry, source.parse);
    if (known) return [roomId, known.value];
    return [roomId, (await deps.cache.load(entry, () => source.truth(roomId))).value];
  });
  return new Map(await Promise.all(pairs));
}

/** Gathers what is asked for in one turn of the loop into one question, whose answer all share. */
function askOnce<T>(ask: (ids: string[]) => Promise<T>): (id: string) => Promise<T> {
  let gathering: { ids: string[]; answer: Promise<T> } | null = null;
  return (id) => {
    if (!gathering) {
      const ids: string[] = [];
      const answer = new Promise<void>((resolve) => setTimeout(resolve, 0)).then(() => {
        gathering = null;
        return ask(ids);
      });
      gathering = { ids, answer };
    }
    gathering.ids.push(id);
    return gathering.answer;
  };
}
