import { ArchiveKeys } from "../../cache/keys";
import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { within } from "../../platform/within";
import type { LedgerRow } from "./store/ledger";

/** What KV says of an archived day: a convenience for programs; the ledger is the truth. */

const ttlSeconds = 365 * 24 * 3600;
const callTimeoutMs = 5_000;

type Metadata = Pick<LedgerRow, "date" | "path" | "recordCount" | "format" | "sha256" | "parts">;

/** Tells KV; false when it does not take it, so that somebody tries again. */
export async function publishMetadata(deps: Deps, metadata: Metadata): Promise<boolean> {
  const { date, path, recordCount, format, sha256, parts } = metadata;
  const value = { path, recordCount, archivedAt: deps.now(), format, sha256, parts };
  return attempt(deps, date, (kv, key) =>
    kv.put(key, JSON.stringify(value), { expirationTtl: ttlSeconds }),
  );
}

export async function removeMetadata(deps: Deps, date: string): Promise<boolean> {
  return attempt(deps, date, (kv, key) => kv.delete(key));
}

async function attempt(
  { bindings }: Deps,
  date: string,
  call: (kv: KVNamespace, key: string) => Promise<void>,
): Promise<boolean> {
  const { PATHS_KV: kv } = bindings;
  if (!kv) return true;
  try {
    await within(callTimeoutMs, "KV metadata", call(kv, ArchiveKeys.metadata(date)));
    return true;
  } catch (cause) {
    log("warn", "archive.metadata_failed", { date }, cause);
    return false;
  }
}
