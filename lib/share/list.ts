import type { Person } from "../auth/schema";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { readList } from "./cache";
import { compareShares, readCursor, toCursorText, toShare, type ShareCursor } from "./domain";
import { openMemory } from "./memory";
import { findShares } from "./read";
import type { ListShares, Share, SharePage, ShareRecord } from "./schema";
import { listPage } from "./store/lists";

/** How many ids of the snapshot one page looks through; what it does not find there, the next page may. */
const idsPerPage = 500;

type Ask = { ownerId: string | null; after: ShareCursor | null; limit: number };

/**
 * A page of my shares, or of all for admins (`forbidden` for others): newest first, one query of D1. When it does not
 * answer, the snapshot of ids and the copies in KV do, or what is in memory.
 */
export async function listShares(
  deps: Deps,
  person: Pick<Person, "id" | "role">,
  { scope, cursor, limit }: ListShares,
  origin: string,
): Promise<SharePage> {
  if (scope === "all" && person.role !== "admin") throw new PlazaError("forbidden");
  const after = readCursor(cursor);
  const ask = { ownerId: scope === "all" ? null : person.id, after, limit };
  deps.counters.count("answer.served", { what: "shares" });
  try {
    const found = await listPage(deps.db, { ...ask, limit: limit + 1, now: deps.now() });
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return toPage(page, last, "d1", origin);
  } catch (cause) {
    log("error", "share.list_failed", {}, cause);
    deps.counters.count("answer.fallback", { what: "shares" });
    return listCopies(deps, ask, origin);
  }
}

async function listCopies(deps: Deps, ask: Ask, origin: string): Promise<SharePage> {
  const list = await readList(deps);
  if (!list) return pageOf(openMemory(deps).list(deps.now()), ask, "memory", origin);
  const start = ask.after ? list.ids.indexOf(ask.after.id) + 1 : 0;
  const ids = list.ids.slice(start, start + idsPerPage);
  const { records } = await findShares(deps, ids);
  const page = pageOf(records, ask, "kv", origin);
  const reached = records.at(-1);
  const isMore = start + idsPerPage < list.ids.length && reached !== undefined;
  if (page.nextCursor !== null || !isMore) return page;
  return { ...page, nextCursor: toCursorText(reached) };
}

function pageOf(
  records: ShareRecord[],
  { ownerId, after, limit }: Ask,
  dataSource: SharePage["dataSource"],
  origin: string,
): SharePage {
  const matching = records
    .filter((record) => ownerId === null || record.ownerId === ownerId)
    .filter((record) => after === null || compareShares(after, record) < 0)
    .sort(compareShares);
  const page = matching.slice(0, limit);
  return toPage(page, matching.length > limit ? page.at(-1) : undefined, dataSource, origin);
}

/** `last` is the last one of a page that has another one behind it. */
function toPage(
  records: ShareRecord[],
  last: ShareRecord | undefined,
  dataSource: SharePage["dataSource"],
  origin: string,
): SharePage {
  return {
    shares: records.map((record) => toShare(record, origin)),
    nextCursor: last ? toCursorText(last) : null,
    dataSource,
  };
}

/** Those of the shares that are there, for cards. Throws `unavailable` when that cannot be told of all of them. */
export async function listCards(deps: Deps, ids: string[], origin: string): Promise<Share[]> {
  const { records, isComplete } = await findShares(deps, ids);
  if (!isComplete && records.length < new Set(ids).size) throw new PlazaError("unavailable");
  return records.map((record) => toShare(record, origin));
}
