import type { z } from "zod";
import { ShareKeys } from "../cache/keys";
import { admit, closedBreaker, settle, type Breaker } from "../platform/breaker";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { within } from "../platform/within";
import { dayMs } from "./domain";
import { shareListSchema, shareRecordSchema, type ShareList, type ShareRecord } from "./schema";

/**
 * Shares in KV: copies that may be missing, and as they were a minute ago. A call that fails or takes too long is counted;
 * after three in a row KV is left alone for a while, so that nobody waits for it each time.
 */

export type CacheDeps = Pick<Deps, "bindings" | "counters" | "now" | "isolate">;

const readLimitMs = 500;
const writeLimitMs = 5_000;
const leastTtlSeconds = 60;
const longestTtlSeconds = (30 * dayMs) / 1000;
/** Keys that one read takes. */
const keysPerRead = 100;

/** What KV says in its place: nothing is bound, it failed, or the copy, if there is one. */
export type ShareCopy =
  { state: "none" | "failed" | "missing" } | { state: "there"; record: ShareRecord };

export async function readCopy(deps: CacheDeps, shareId: string): Promise<ShareCopy> {
  const kv = deps.bindings.SHARE_DATA_KV;
  if (!kv) return { state: "none" };
  const read = await call(deps, "kv.read", readLimitMs, () => kv.get(ShareKeys.share(shareId)));
  return read ? toCopy(read.value) : { state: "failed" };
}

/** The same for several, a hundred a call. Those that are not in the answer are missing. */
export async function readCopies(
  deps: CacheDeps,
  shareIds: string[],
): Promise<{ copies: Map<string, ShareRecord>; hasFailed: boolean }> {
  const copies = new Map<string, ShareRecord>();
  const kv = deps.bindings.SHARE_DATA_KV;
  if (!kv) return { copies, hasFailed: false };
  const starts = shareIds.map((_, index) => index).filter((index) => index % keysPerRead === 0);
  const answers = await Promise.all(
    starts.map(async (start) => {
      const ids = shareIds.slice(start, start + keysPerRead);
      const read = () => kv.get(ids.map(ShareKeys.share), "text");
      return { ids, read: await call(deps, "kv.read", readLimitMs, read) };
    }),
  );
  for (const { ids, read } of answers) {
    for (const id of read ? ids : []) {
      const copy = toCopy(read?.value.get(ShareKeys.share(id)) ?? null);
      if (copy.state === "there") copies.set(id, copy.record);
    }
  }
  return { copies, hasFailed: answers.some(({ read }) => !read) };
}

/** Leaves a copy for as long as the share lives. Never throws; without it, readers ask D1. */
export async function writeCopy(deps: CacheDeps, record: ShareRecord): Promise<void> {
  const kv = deps.bindings.SHARE_DATA_KV;
  const leftSeconds = Math.ceil((record.expiresAt - deps.now()) / 1000);
  if (!kv || leftSeconds <= 0) return;
  const expirationTtl = Math.min(longestTtlSeconds, Math.max(leastTtlSeconds, leftSeconds));
  await call(deps, "kv.write", writeLimitMs, () =>
    kv.put(ShareKeys.share(record.id), JSON.stringify(record), { expirationTtl }),
  );
}

/** False when the copy may still be there. */
export async function deleteCopy(deps: CacheDeps, shareId: string): Promise<boolean> {
  const kv = deps.bindings.SHARE_DATA_KV;
  if (!kv) return true;
  const deleted = await call(deps, "kv.write", writeLimitMs, () =>
    kv.delete(ShareKeys.share(shareId)),
  );
  return deleted !== null;
}

/** The snapshot of ids; null when there is none, or it cannot be had. */
export async function readList(deps: CacheDeps): Promise<ShareList | null> {
  const kv = deps.bindings.SHARE_DATA_KV;
  if (!kv) return null;
  // Some hundred kilobytes, and nobody waits for it but who has no other way.
  const read = await call(deps, "kv.read", writeLimitMs, () => kv.get(ShareKeys.list));
  return read?.value ? parse(shareListSchema, read.value) : null;
}

/** Throws when KV does not take it. */
export async function writeList(deps: CacheDeps, list: ShareList): Promise<void> {
  const kv = deps.bindings.SHARE_DATA_KV;
  if (!kv) return;
  const written = await call(deps, "kv.write", writeLimitMs, () =>
    kv.put(ShareKeys.list, JSON.stringify(list)),
  );
  if (!written) throw new Error("The list of shares could not be written");
}

/** Null: KV failed, was too slow, or is left alone for now. */
async function call<T>(
  deps: CacheDeps,
  timer: "kv.read" | "kv.write",
  limitMs: number,
  work: () => Promise<T>,
): Promise<{ value: T } | null> {
  // One for each kind: writes that succeed say nothing of reads.
  const holder = deps.isolate<{ breaker: Breaker }>(`share.${timer}`, () => ({
    breaker: closedBreaker,
  }));
  const startedAt = deps.now();
  const { decision, next } = admit(holder.breaker, startedAt);
  holder.breaker = next;
  if (decision === "refuse") return fail(deps);
  try {
    const value = await within(limitMs, `${timer} of shares`, work());
    holder.breaker = settle(holder.breaker, decision, true, deps.now());
    return { value };
  } catch (cause) {
    holder.breaker = settle(holder.breaker, decision, false, deps.now());
    log("warn", "share.kv_failed", { call: timer }, cause);
    return fail(deps);
  } finally {
    deps.counters.time(timer, deps.now() - startedAt, { store: "shares" });
  }
}

function fail(deps: CacheDeps): null {
  deps.counters.count("kv.failed", { store: "shares" });
  return null;
}

function toCopy(text: string | null): ShareCopy {
  const record = text === null ? null : parse(shareRecordSchema, text);
  return record ? { state: "there", record } : { state: "missing" };
}

/** Null for what another version of the code wrote. */
function parse<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    log("warn", "share.unreadable", {}, cause);
    return null;
  }
}
