import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { readCopies, readCopy, writeCopy, type ShareCopy } from "./cache";
import { toShare } from "./domain";
import { openMemory, type FoundShare } from "./memory";
import type { Share, ShareRecord } from "./schema";
import { findRow, listRows, type KnownShare } from "./store/rows";

export type ReadDeps = Pick<Deps, "db" | "bindings" | "counters" | "isolate" | "now" | "waitUntil">;

/** What KV shows may be as old as this. */
const kvLagMs = 60_000;

/**
 * A read of D1 that took longer fills no copy: the share may have been removed meanwhile, and the copies of removed
 * shares are looked for a second time after two minutes.
 */
const longestFillMs = 10_000;

/** A share as everybody sees it, with addresses below `origin`. Throws `not_found`, `gone`, `unavailable`. */
export async function getShare(deps: ReadDeps, shareId: string, origin: string): Promise<Share> {
  return toShare(await getShareRecord(deps, shareId), origin);
}

/** The same without addresses. */
export async function getShareRecord(deps: ReadDeps, shareId: string): Promise<ShareRecord> {
  const found = await findShare(deps, shareId);
  if (found.state === "expired") throw new PlazaError("gone");
  if (found.state === "unknown") throw new PlazaError("not_found");
  return found.record;
}

/**
 * Whether there is a share of this id, and whether there was. Not counted as a read: it is asked for by whoever has
 * just read the share, and free for them. Throws when nobody can say anything.
 */
export async function findShareState(
  deps: ReadDeps,
  shareId: string,
): Promise<FoundShare["state"]> {
  return (await look(deps, shareId)).found.state;
}

type Answer = {
  found: FoundShare;
  source: "memory" | "kv" | "d1";
  /** The store that should have answered and did not. */
  passedOver?: "kv" | "d1";
};

/**
 * Memory, then KV, then D1, which fills both. What the copies call expired or unknown is asked of D1 before it is said;
 * when D1 does not answer, what they say is said. Throws `unavailable` when nobody can say anything.
 */
async function findShare(deps: ReadDeps, shareId: string): Promise<FoundShare> {
  const startedAt = deps.now();
  try {
    const { found, source, passedOver } = await look(deps, shareId);
    deps.counters.time("share.read", deps.now() - startedAt, { source });
    count(deps, passedOver);
    return found;
  } catch (cause) {
    deps.counters.count("share.failed");
    log("error", "share.failed", { shareId }, cause);
    throw new PlazaError("unavailable", { cause });
  }
}

function count({ counters }: ReadDeps, passedOver: Answer["passedOver"]): void {
  counters.count("answer.served", { what: "share" });
  if (!passedOver) return;
  counters.count("share.fallback", { store: passedOver });
  counters.count("answer.fallback", { what: "share" });
}

async function look(deps: ReadDeps, shareId: string): Promise<Answer> {
  const memory = openMemory(deps);
  const readAt = deps.now();
  const fresh = memory.find(shareId, readAt);
  if (fresh) return { found: fresh, source: "memory" };
  const remembered = memory.recall(shareId);
  // What was heard of D1 lately is newer than anything that KV could show.
  const isAheadOfKv = remembered !== null && remembered.readAt > readAt - kvLagMs;
  const copy: ShareCopy = isAheadOfKv ? { state: "missing" } : await readCopy(deps, shareId);
  if (copy.state === "there" && copy.record.expiresAt > readAt) {
    const found: FoundShare = { state: "live", record: copy.record };
    memory.put(shareId, found, { readAt: readAt - kvLagMs, now: readAt });
    return { found, source: "kv" };
  }
  try {
    const found = await readTruth(deps, shareId);
    const passedOver = copy.state === "failed" ? "kv" : undefined;
    return { found, source: "d1", ...(passedOver && { passedOver }) };
  } catch (cause) {
    const said = toLastWord(copy, remembered?.found ?? null, readAt);
    if (!said) throw cause;
    log("warn", "share.unconfirmed", { shareId }, cause);
    return { ...said, passedOver: "d1" };
  }
}

/** What D1 says, which memory and KV learn. */
async function readTruth(deps: ReadDeps, shareId: string): Promise<FoundShare> {
  const readAt = deps.now();
  const found = toFound(await findRow(deps.db, shareId), readAt);
  learn(deps, shareId, found, readAt);
  return found;
}

function learn(deps: ReadDeps, shareId: string, found: FoundShare, readAt: number): void {
  const now = deps.now();
  openMemory(deps).put(shareId, found, { readAt, now });
  if (found.state !== "live" || now - readAt > longestFillMs) return;
  deps.waitUntil(writeCopy(deps, found.record));
}

function toFound(row: KnownShare | null, now: number): FoundShare {
  if (!row) return { state: "unknown" };
  switch (row.state) {
    case "live":
      return row.record.expiresAt > now
        ? { state: "live", record: row.record }
        : { state: "expired" };
    case "expired":
      return { state: "expired" };
    // Not there yet, or not any more: nobody but its owner knows that it ever was.
    case "uploading":
    case "removed":
      return { state: "unknown" };
  }
}

function toLastWord(
  copy: ShareCopy,
  remembered: FoundShare | null,
  now: number,
): Pick<Answer, "found" | "source"> | null {
  if (copy.state === "there") return { found: { state: "expired" }, source: "kv" };
  if (!remembered) return null;
  const isOver = remembered.state === "live" && remembered.record.expiresAt <= now;
  return { found: isOver ? { state: "expired" } : remembered, source: "memory" };
}

/**
 * Those of up to some hundred shares that live, in the order asked for: memory, then KV, the rest in one query of D1.
 * `isComplete` is false when D1 did not answer, and those that are not there might be.
 */
export async function findShares(
  deps: ReadDeps,
  shareIds: string[],
): Promise<{ records: ShareRecord[]; isComplete: boolean }> {
  const memory = openMemory(deps);
  const readAt = deps.now();
  const known = new Map<string, FoundShare>();
  for (const id of shareIds) {
    const found = memory.find(id, readAt);
    if (found) known.set(id, found);
  }
  const open = [...new Set(shareIds)].filter((id) => !known.has(id));
  const forKv = open.filter((id) => (memory.recall(id)?.readAt ?? 0) <= readAt - kvLagMs);
  const { copies, hasFailed } = await readCopies(deps, forKv);
  for (const [id, record] of copies) {
    if (record.expiresAt <= readAt) continue;
    const found: FoundShare = { state: "live", record };
    memory.put(id, found, { readAt: readAt - kvLagMs, now: readAt });
    known.set(id, found);
  }
  const left = open.filter((id) => !known.has(id));
  const isComplete = await readTruths(deps, left, known);
  if (open.length > 0) count(deps, isComplete ? (hasFailed ? "kv" : undefined) : "d1");
  const records = shareIds.flatMap((id) => {
    const found = known.get(id);
    return found?.state === "live" ? [found.record] : [];
  });
  return { records, isComplete };
}

/** Adds what D1 says of `shareIds` to `known`; false when it does not answer, and memory alone could add. */
async function readTruths(
  deps: ReadDeps,
  shareIds: string[],
  known: Map<string, FoundShare>,
): Promise<boolean> {
  if (shareIds.length === 0) return true;
  const readAt = deps.now();
  try {
    const rows = await listRows(deps.db, shareIds);
    const byId = new Map(rows.map((row) => [row.record.id, row]));
    for (const id of shareIds) {
      const found = toFound(byId.get(id) ?? null, readAt);
      learn(deps, id, found, readAt);
      known.set(id, found);
    }
    return true;
  } catch (cause) {
    log("warn", "share.unconfirmed", { shares: shareIds.length }, cause);
    for (const id of shareIds) {
      const said = toLastWord(
        { state: "missing" },
        openMemory(deps).recall(id)?.found ?? null,
        readAt,
      );
      if (said) known.set(id, said.found);
    }
    return false;
  }
}
