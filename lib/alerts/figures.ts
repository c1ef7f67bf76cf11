import { TrafficKeys } from "../cache/keys";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { within } from "../platform/within";
import { countOf, p95Of, readTelemetry } from "../telemetry/read";
import type { Telemetry } from "../telemetry/schema";
import { dayMs, hourMs, rawDays, toDay, toHour } from "../traffic/domain";
import { readQueueBacklog } from "./queue";
import type { AlertFigures } from "./rules";
import { readStoredFigures, type Since } from "./store/figures";
import type { LossHistory } from "./store/alerts";

const minuteMs = 60_000;
const kvLimitMs = 1_000;

/** Counters of this long are looked at together. */
const telemetryWindowMs = 10 * minuteMs;
/** What is missing between two chunks counts as lost after this long; queues do not keep the order. */
const gapPatienceMs = 10 * minuteMs;
/** A day leaves D1 at 02:00 UTC, in steps; after this hour it is overdue. */
const archiveDueMs = 3 * hourMs;
/** An archive that has finished a day within this time is at the next one. */
const archivingPatienceMs = 10 * minuteMs;
/** Retried messages come again within an hour at the latest, and are retried once more. */
const retryWindowMs = 2 * hourMs;
/** While nobody has counted any: a quiet site's chunks are small. */
const usualEventsPerMessage = 10;

export type FigureDeps = Pick<Deps, "traffic" | "bindings" | "variables" | "now" | "counters">;

/** From when on things are looked at, as of `now`. */
export function toSince(now: number): Since {
  return {
    archivedUpTo: toDay(now - rawDays * dayMs - archiveDueMs),
    archivingSince: now - archivingPatienceMs,
    gapsBefore: now - gapPatienceMs,
    hour: toHour(now - dayMs),
    retriesFrom: now - retryWindowMs,
  };
}

/** Everything that the rules look at, gathered at once. Throws when TRAFFIC_DB does not answer. */
export async function gatherFigures(
  deps: FigureDeps,
  history: LossHistory,
): Promise<Omit<AlertFigures, "sampledOneIn">> {
  const now = deps.now();
  const [stored, telemetry, queue, heartbeat] = await Promise.all([
    readStoredFigures(deps, toSince(now)),
    readTelemetry(deps, now - telemetryWindowMs, now + minuteMs),
    readQueueBacklog(deps),
    readHeartbeat(deps),
  ]);
  const ageOf = (at: number | null) => (at === null ? 0 : Math.max(0, now - at));
  const { state } = stored;
  return {
    heartbeatAgeMs: typeof heartbeat === "number" ? ageOf(heartbeat) : heartbeat,
    queue: queue && {
      messages: queue.messages,
      events: Math.round(queue.messages * toEventsPerMessage(telemetry)),
      oldestMs: ageOf(queue.oldestAt),
      delayed: Math.min(queue.messages, stored.retries),
    },
    pending: { events: stored.pending.events, oldestMs: ageOf(stored.pending.oldest) },
    unfoldedMs: ageOf(stored.deltas.oldest),
    snapshotBehindMs:
      state.snapshot_revision < state.revision ? Math.max(0, now - state.snapshot_at) : 0,
    database: {
      bytes: stored.bytes,
      limitBytes: deps.variables.TRAFFIC_DB_LIMIT_MB * 1_000_000,
    },
    archive: {
      failedDays: stored.archive.failed,
      overdueDays: stored.overdueDays,
      error: stored.archive.error,
    },
    ...toTelemetryFigures(telemetry),
    deadLetters: stored.deadLetters,
    lost: toLost(stored.losses.lost + stored.losses.missing, history, now),
    eventsOfDay: stored.eventsOfDay,
  };
}

/** Events of a message, as they have lately come. */
export function toEventsPerMessage(telemetry: Telemetry): number {
  const messages = countOf(telemetry, "traffic.message");
  return messages > 0 ? countOf(telemetry, "traffic.event") / messages : usualEventsPerMessage;
}

/** When the consumer last gave a sign of life; `none` when KV has forgotten it, null when KV does not answer. */
export async function readHeartbeat({
  bindings,
}: Pick<Deps, "bindings">): Promise<number | "none" | null> {
  const { PATHS_KV: kv } = bindings;
  if (!kv) return null;
  try {
    const text = await within(kvLimitMs, "Heartbeat", kv.get(TrafficKeys.heartbeat));
    const at = Number(/\d{13}/.exec(text ?? "")?.[0]);
    return Number.isFinite(at) && at > 0 ? at : "none";
  } catch (cause) {
    log("warn", "alerts.heartbeat_unknown", {}, cause);
    return null;
  }
}

/** A refusal that says something of the product: not that a ticket is too old or its holder may not enter. */
const failures = ["ticket_invalid", "ticket_used", "unavailable", "internal"];

function toTelemetryFigures(telemetry: Telemetry) {
  const count = (name: string, labels?: Record<string, string>) => countOf(telemetry, name, labels);
  const failed = failures.reduce((sum, reason) => sum + count("ticket.refused", { reason }), 0);
  return {
    kvWriteP95Ms: slower(
      p95Of(telemetry, "kv.write"),
      p95Of(telemetry, "ticket.store", { store: "kv", call: "put" }),
    ),
    kvReadP95Ms: p95Of(telemetry, "kv.read"),
    tickets: {
      redeemed: count("ticket.redeemed"),
      failed,
      degraded: count("ticket.degraded"),
      inMemory: count("ticket.issued", { store: "memory" }),
    },
    databaseWrites: { done: count("d1.write"), failed: count("d1.write_failed") },
    answers: { served: count("answer.served"), fallback: count("answer.fallback") },
  };
}

function slower(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function toLost(total: number, { told, open }: LossHistory, now: number): AlertFigures["lost"] {
  const isRecent = open === null || total > open.value || now - open.updatedAt < dayMs;
  return { total, told, isRecent };
}
