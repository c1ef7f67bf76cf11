import { toDollars } from "./prices.mjs";

/** Days of a month, as bills have them on average. */
const days = 30;
const minutesOfDay = 1440;
const secondsOfDay = 86_400;

/** What the pipeline does, as its code and configuration have it; what is measured or assumed says so. */
const pipeline = {
  /** `chunkLimits.events` (lib/traffic/schema.ts). */
  chunkEvents: 100,
  /** `max_batch_timeout` of the consumer (workers/path-stats/wrangler.toml). */
  batchSeconds: 5,
  /** `max_batch_size`. */
  batchMessages: 100,
  /** Of a shard: what it gathers before it commits (lib/traffic/aggregate/shard.ts). */
  gatherSeconds: 10,
  /** Events of a batch that fill a shard (lib/traffic/aggregate/shards.ts). */
  shardEvents: 100,
  maxShards: 4,
  /** Routes that one minute touches. Assumed: a site with some 60 busy routes. */
  busyRoutes: 60,
  /** A row of `traffic_events`. Measured: 50,000 rows with a browser's User-Agent took 315 bytes each, 195 without. */
  eventBytes: 315,
  rawDays: 3,
  /** An hourly row: two sketches and the counts of some 50 combinations; 90 days of them. Assumed. */
  statisticBytes: 2_500,
  statisticDays: 90,
  /** Reading whether it is there, folding, archiving, deleting. Assumed. */
  rowsReadPerEvent: 5,
  /** Parsing, sketching and committing: at the least speed that the project asks of itself, 5,000 events a second. */
  cpuMsPerEvent: 0.2,
  /** Of the archive: the most that the project allows itself; kept a year. */
  archivedBytes: 42,
  archivedDays: 365,
  /** How long a shard is busy with a batch and with a commit. Assumed. */
  objectSeconds: 0.2,
  objectGb: 0.128,
};

/** Where a strategy ends, in requests a day (`docs/scale.md`). */
export const borders = { prepare: 500_000, switch: 2_000_000 };

/** The strategy that fits. */
export function toAdvice(requestsPerDay) {
  if (requestsPerDay < borders.prepare) return "single-consumer";
  if (requestsPerDay <= borders.switch) {
    return "single-consumer, with durable-objects prepared as a switch (set AGGREGATION)";
  }
  return "durable-objects";
}

/** Chunks that isolates send in a day: a full one at once, else what has gathered when the time is up. */
function toChunks({ requestsPerDay, isolates, flushMs }) {
  const byTime = (isolates * secondsOfDay * 1000) / flushMs;
  return Math.max(requestsPerDay / pipeline.chunkEvents, Math.min(requestsPerDay, byTime));
}

/** Operations of a month by strategy: `{resource: amount}`. */
export function toOperations(strategy, traffic) {
  const { requestsPerDay, isolates } = traffic;
  const chunks = toChunks(traffic);
  const batches = Math.max(
    chunks / pipeline.batchMessages,
    Math.min(chunks, secondsOfDay / pipeline.batchSeconds),
  );
  const shards = Math.min(
    pipeline.maxShards,
    Math.ceil(requestsPerDay / batches / pipeline.shardEvents),
  );
  const isSharded = strategy === "durable-objects";
  const commits = isSharded
    ? shards * Math.min(batches, secondsOfDay / pipeline.gatherSeconds)
    : batches;
  const routes = Math.min(pipeline.busyRoutes, requestsPerDay / minutesOfDay);
  // Each minute's fold: routes, totals, state, telemetry, isolates. Each commit: its delta, put in and taken out.
  const foldRows = minutesOfDay * (routes + 3 + isolates) + 2 * commits;
  const perDay = {
    queue_operations: 3 * chunks,
    // In, and out again after the archive.
    d1_rows_written: 2 * requestsPerDay + foldRows,
    d1_rows_read: pipeline.rowsReadPerEvent * requestsPerDay,
    requests: batches + minutesOfDay,
    cpu_ms: pipeline.cpuMsPerEvent * requestsPerDay * (isSharded ? 1.5 : 1),
    // Heartbeat, snapshot and its pointer; each isolate asks for the sampling.
    kv_writes: 3 * minutesOfDay,
    kv_reads: minutesOfDay * (isolates + 3),
    object_requests: isSharded ? shards * batches + commits : 0,
    object_gb_seconds: isSharded
      ? (shards * batches + commits) * pipeline.objectSeconds * pipeline.objectGb
      : 0,
    // The batch, its number, the alarm; and the batch taken out.
    object_rows_written: isSharded ? 3 * shards * batches + commits : 0,
    r2_writes: 3 + (requestsPerDay * pipeline.archivedBytes) / (5 * 1024 * 1024),
    r2_reads: 10,
  };
  const perMonth = Object.fromEntries(
    Object.entries(perDay).map(([resource, amount]) => [resource, amount * days]),
  );
  const statistics = pipeline.busyRoutes * 24 * pipeline.statisticDays * pipeline.statisticBytes;
  const raw = requestsPerDay * pipeline.rawDays * pipeline.eventBytes;
  const archived = requestsPerDay * pipeline.archivedDays * pipeline.archivedBytes;
  return { ...perMonth, d1_gb_months: (raw + statistics) / 1e9, r2_gb_months: archived / 1e9 };
}

/** Operations of a month that tickets of sockets take, by store. The single-use mark in the room's object comes with each. */
export function toTicketOperations(store, { members, ticketsPerMember }) {
  const tickets = members * ticketsPerMember * days;
  const mark = { object_requests: tickets, object_rows_written: 2 * tickets };
  switch (store) {
    case "kv":
      return { ...mark, kv_writes: tickets, kv_reads: tickets, kv_deletes: tickets };
    case "redis":
      return { ...mark, redis_commands: 2 * tickets };
    case "durable-object":
      return { object_requests: 3 * tickets, object_rows_written: 4 * tickets };
    case "memory":
      return mark;
    default:
      throw new Error(`There is no ticket store ${store}`);
  }
}

/** `{lines: [{resource, amount, dollars}], dollars}`: each resource by itself, as if nothing else used the plan. */
export function toBill(operations) {
  const lines = Object.entries(operations)
    .filter(([, amount]) => amount > 0)
    .map(([resource, amount]) => ({ resource, amount, dollars: toDollars(resource, amount) }));
  return { lines, dollars: lines.reduce((sum, { dollars }) => sum + dollars, 0) };
}
