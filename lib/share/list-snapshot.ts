import type { Deps } from "../platform/deps";
import { readList, writeList, type CacheDeps } from "./cache";
import { countLive, listNewestIds } from "./store/lists";

/** A snapshot holds this many ids; who reads on asks D1. */
const idsKept = 10_000;
/** The least time between two snapshots: KV takes one write a second and key, and a thousand a day cost nothing. */
const leastMs = 55_000;

/**
 * Brings the snapshot of ids up to date with D1, when it has changed. It is never the truth: whoever writes last has read
 * all of D1, so nothing is lost by two that write at once. Throws when KV or D1 fails.
 */
export async function rebuildList(deps: CacheDeps & Pick<Deps, "db">): Promise<void> {
  if (!deps.bindings.SHARE_DATA_KV) return;
  const now = deps.now();
  const last = await readList(deps);
  if (last && now - last.builtAt < leastMs) return;
  const ids = await listNewestIds(deps.db, now, idsKept);
  if (last && isSame(last.ids, ids)) return;
  const total = ids.length < idsKept ? ids.length : await countLive(deps.db, now);
  await writeList(deps, { version: (last?.version ?? 0) + 1, builtAt: now, total, ids });
}

function isSame(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}
