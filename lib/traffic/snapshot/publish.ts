import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { hourMs } from "../domain";
import { computeReport } from "../report/compute-report";
import { floorTo, toRange, type Preset } from "../report/range";
import { readSnapshot, writePointer, writeSnapshot } from "./cache";
import { fromSnapshot, toSnapshot, type Computed, type Snapshot } from "./codec";
import { claimVersion, markPublished, readSnapshotState, releaseClaim } from "./store";
import type { SnapshotState } from "./store";

export type PublishDeps = Pick<
  Deps,
  "traffic" | "bindings" | "counters" | "variables" | "now" | "isolate"
>;

export type PublishOptions = {
  /** Publish although nothing changed, or the last snapshot is younger than the interval. */
  force?: boolean;
  /** Readers found no snapshot: publish although nothing changed. */
  missing?: boolean;
};

export type PublishOutcome =
  | { published: true; version: number; bytes: number }
  | { published: false; reason: "unchanged" | "too_soon" | "busy" | "too_slow" };

/** How old each range may become before a snapshot computes it anew; until then it is carried over. */
export const refreshEveryMs: Record<Preset, number> = {
  "1h": 0,
  "24h": 0,
  "7d": 5 * 60_000,
  "30d": 15 * 60_000,
  "90d": 60 * 60_000,
};

/** A publisher that took a version and has not been heard of for so long is dead. */
const leaseMs = 90_000;
/** After this a publisher leaves the pointer alone: somebody else may soon hold the lease. */
const patienceMs = 60_000;

/**
 * Publishes a snapshot of the preset ranges: the snapshot under a new version first, then the pointer to it, then the
 * note in D1. Nothing is published while statistics are unchanged (a new hour is a change), nor more often than
 * `SNAPSHOT_INTERVAL_SECONDS`. Whoever takes the version in D1 publishes alone; one that dies is waited for 90 s.
 * Rejects when a storage fails; the pointer then names what it named before, or the new snapshot.
 */
export async function publishSnapshot(
  deps: PublishDeps,
  options: PublishOptions = {},
): Promise<PublishOutcome> {
  const state = await readSnapshotState(deps);
  const reason = findObstacle(deps, state, options);
  if (reason) return { published: false, reason };
  const version = await claimVersion(deps, state);
  if (version === null) return { published: false, reason: "busy" };
  const startedAt = deps.now();
  let snapshot: Snapshot;
  let bytes: number;
  try {
    snapshot = toSnapshot(version, await computeAll(deps, state.version));
    bytes = await writeSnapshot(deps, snapshot);
  } catch (cause) {
    await releaseClaim(deps, version).catch(() => undefined);
    throw cause;
  }
  if (deps.now() - startedAt > patienceMs) return { published: false, reason: "too_slow" };
  // From here on the claim is not released: a pointer on its way may arrive late.
  await writePointer(deps, { version, prev: state.version });
  if (!(await markPublished(deps, { version, revision: state.revision }))) {
    await restorePointer(deps, version);
  }
  rememberSnapshot(deps, snapshot);
  return { published: true, version, bytes };
}

function findObstacle(
  { variables, now }: PublishDeps,
  state: SnapshotState,
  { force = false, missing = false }: PublishOptions,
): "unchanged" | "too_soon" | "busy" | null {
  const isClaimed = state.claim > state.version && now() - state.claimedAt < leaseMs;
  if (isClaimed) return "busy";
  if (force) return null;
  const age = now() - state.publishedAt;
  if (age < variables.SNAPSHOT_INTERVAL_SECONDS * 1000) return "too_soon";
  const isSameHour = floorTo(hourMs, state.publishedAt) === floorTo(hourMs, now());
  const isUnchanged = state.publishedRevision === state.revision && isSameHour;
  return isUnchanged && !missing ? "unchanged" : null;
}

async function computeAll(
  deps: PublishDeps,
  lastVersion: number,
): Promise<Record<Preset, Computed>> {
  const last = await findLast(deps, lastVersion);
  const compute = async (preset: Preset): Promise<Computed> => {
    const carried = last && fromSnapshot(last, preset);
    if (carried && deps.now() - carried.at < refreshEveryMs[preset]) return carried;
    const at = deps.now();
    const range = toRange({ preset }, at);
    return { at, report: await computeReport(deps, { range, compare: true, filter: {} }) };
  };
  // One after the other: each holds a page of rows in memory.
  return {
    "1h": await compute("1h"),
    "24h": await compute("24h"),
    "7d": await compute("7d"),
    "30d": await compute("30d"),
    "90d": await compute("90d"),
  };
}

/** The snapshot whose slower ranges are carried over; null makes all of them be computed. */
async function findLast(deps: PublishDeps, version: number): Promise<Snapshot | null> {
  const { snapshot } = published(deps);
  if (snapshot?.version === version) return snapshot;
  return readSnapshot(deps, version).catch((cause: unknown) => {
    log("warn", "snapshot.last_unreadable", { version }, cause);
    return null;
  });
}

/** A newer snapshot was published while ours was on its way, and our pointer may have replaced its own. */
async function restorePointer(deps: PublishDeps, ours: number): Promise<void> {
  const { version } = await readSnapshotState(deps);
  if (version > ours) await writePointer(deps, { version, prev: ours });
}

/** The snapshot that this isolate published last, which KV may not show it yet. */
function published({ isolate }: PublishDeps): { snapshot: Snapshot | null } {
  return isolate("snapshot.published", () => ({ snapshot: null }));
}

function rememberSnapshot(deps: PublishDeps, snapshot: Snapshot): void {
  published(deps).snapshot = snapshot;
}
