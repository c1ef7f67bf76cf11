import { addTelemetry } from "../../telemetry/merge";
import { countOf, readTelemetryMinutes } from "../../telemetry/read";
import { hourMs } from "../../traffic/domain";
import { readWaiting } from "../../traffic/service";
import { log } from "../../platform/log";
import { toBudget } from "./budget";
import { compareCounts } from "./compare";
import { readHeartbeat, toEventsPerMessage, toSince, type FigureDeps } from "../figures";
import { readQueueBacklog } from "../queue";
import { readSampling, toOneIn } from "../sampling";
import type { Pipeline } from "./schema";
import { listArchiveRuns } from "../store/archives";
import { readStoredFigures } from "../store/figures";
import { toHourSummary } from "./summary";

const archiveRuns = 14;

/**
 * The pipeline's own figures for the dashboard. Throws when TRAFFIC_DB does not answer.
 * @param request for tests; `fetch`
 */
export async function getPipeline(
  deps: FigureDeps,
  request: typeof fetch = fetch,
): Promise<Pipeline> {
  const now = deps.now();
  const [stored, minutes, backlog, shards, heartbeat, sampling, archives, analytics] =
    await Promise.all([
      readStoredFigures(deps, toSince(now)),
      readTelemetryMinutes(deps, now - hourMs, now + 60_000),
      readQueueBacklog(deps),
      readShards(deps),
      readHeartbeat(deps),
      readSampling(deps),
      listArchiveRuns(deps, archiveRuns),
      compareCounts(deps, request),
    ]);
  const hour = addTelemetry(minutes.map(({ telemetry }) => telemetry));
  const { state, pending, deltas } = stored;
  const inShards = shards === null || shards === "unavailable" ? null : shards.oldestAt;
  const waitingSince = [pending.oldest, deltas.oldest, backlog?.oldestAt ?? null, inShards].filter(
    (at) => at !== null,
  );
  return {
    at: now,
    strategy: deps.variables.AGGREGATION,
    heartbeatAt: typeof heartbeat === "number" ? heartbeat : null,
    heartbeat: typeof heartbeat === "number" ? "seen" : (heartbeat ?? "unknown"),
    lagMs: Math.max(0, ...waitingSince.map((at) => now - at)),
    queue: backlog && {
      messages: backlog.messages,
      events: Math.round(backlog.messages * toEventsPerMessage(hour)),
      oldestAt: backlog.oldestAt,
    },
    shards,
    pending: { chunks: pending.rows, events: pending.events },
    unfolded: { commits: deltas.rows, events: deltas.events },
    revision: state.revision,
    aggregatedAt: state.aggregated_at || null,
    committedAt: state.committed_at || null,
    minutes: minutes.toReversed().map(({ minute, telemetry }) => ({
      minute,
      events: countOf(telemetry, "traffic.event"),
      messages: countOf(telemetry, "traffic.message"),
      retries: countOf(telemetry, "traffic.retry"),
    })),
    lastHour: toHourSummary(hour),
    deadLetters: stored.deadLetters,
    lost: { missing: stored.losses.missing, givenUp: stored.losses.lost },
    database: {
      bytes: stored.bytes,
      limitBytes: deps.variables.TRAFFIC_DB_LIMIT_MB * 1_000_000,
    },
    sampledOneIn: toOneIn(sampling?.ratio ?? 1),
    sampledSince: sampling && sampling.ratio < 1 ? sampling.since : null,
    snapshot: {
      version: state.snapshot_version,
      publishedAt: state.snapshot_at || null,
      isBehind: state.snapshot_revision < state.revision,
    },
    archives,
    budget: toBudget(hour),
    analytics,
  };
}

/** What waits in shards; without them the other figures still say most. */
async function readShards(deps: FigureDeps): Promise<Pipeline["shards"]> {
  if (deps.variables.AGGREGATION !== "durable-objects") return null;
  try {
    return await readWaiting(deps);
  } catch (cause) {
    log("warn", "pipeline.shards_unavailable", {}, cause);
    return "unavailable";
  }
}
