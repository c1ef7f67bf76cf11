import type { Deps } from "../../platform/deps";
import { within } from "../../platform/within";

type StoreDeps = Pick<Deps, "traffic" | "now">;

export type SnapshotState = {
  /** Counts the changes of the statistics. */
  revision: number;
  /** The newest published snapshot, the revision it holds, and when it was published; 0: none. */
  version: number;
  publishedRevision: number;
  publishedAt: number;
  /** The newest version that anybody took. */
  claim: number;
  claimedAt: number;
};

const limitMs = 5_000;

export async function readSnapshotState(deps: StoreDeps): Promise<SnapshotState> {
  const row = await within(
    limitMs,
    "Reading the state of snapshots",
    deps.traffic
      .prepare(
        `SELECT revision, snapshot_version, snapshot_revision, snapshot_at, snapshot_claim, snapshot_claimed_at
         FROM aggregation_state WHERE id = 1`,
      )
      .first<Record<string, number>>(),
  );
  return {
    revision: row?.revision ?? 0,
    version: row?.snapshot_version ?? 0,
    publishedRevision: row?.snapshot_revision ?? 0,
    publishedAt: row?.snapshot_at ?? 0,
    claim: row?.snapshot_claim ?? 0,
    claimedAt: row?.snapshot_claimed_at ?? 0,
  };
}

/** Takes the next version, above all that were ever taken; null when somebody took one since `state` was read. */
export async function claimVersion(
  deps: StoreDeps,
  { claim, claimedAt }: SnapshotState,
): Promise<number | null> {
  const row = await within(
    limitMs,
    "Claiming a snapshot version",
    deps.traffic
      .prepare(
        `UPDATE aggregation_state
         SET snapshot_claim = max(snapshot_claim, snapshot_version) + 1, snapshot_claimed_at = ?1
         WHERE id = 1 AND snapshot_claim = ?2 AND snapshot_claimed_at = ?3 RETURNING snapshot_claim`,
      )
      .bind(deps.now(), claim, claimedAt)
      .first<{ snapshot_claim: number }>(),
  );
  return row?.snapshot_claim ?? null;
}

/** Lets the next publisher begin at once, for one that gave up before it touched the pointer. */
export async function releaseClaim(deps: StoreDeps, version: number): Promise<void> {
  await within(
    limitMs,
    "Releasing a snapshot version",
    deps.traffic
      .prepare(
        "UPDATE aggregation_state SET snapshot_claimed_at = 0 WHERE id = 1 AND snapshot_claim = ?1",
      )
      .bind(version)
      .run(),
  );
}

/** Notes that the pointer names `version`. False when a newer one was published meanwhile. */
export async function markPublished(
  deps: StoreDeps,
  { version, revision }: { version: number; revision: number },
): Promise<boolean> {
  const row = await within(
    limitMs,
    "Noting a published snapshot",
    deps.traffic
      .prepare(
        `UPDATE aggregation_state SET snapshot_version = ?1, snapshot_revision = ?2, snapshot_at = ?3
         WHERE id = 1 AND snapshot_version < ?1 RETURNING snapshot_version`,
      )
      .bind(version, revision, deps.now())
      .first(),
  );
  return row !== null;
}
