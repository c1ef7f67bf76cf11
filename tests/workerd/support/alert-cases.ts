import { beforeEach } from "vitest";
import { TrafficKeys } from "../../../lib/cache/keys";
import type { AlertRule } from "../../../lib/alerts/schema";
import {
  counted,
  day,
  delta,
  event,
  ledger,
  minute,
  pendingChunk,
  requests,
  resetWorld,
  sql,
  uncount,
  waiting,
  world,
} from "./alert-world";

beforeEach(resetWorld);

/** How each rule comes to fire on real tables, how badly, and what makes it well again. */
export const cases: {
  rule: AlertRule;
  severity: "warning" | "critical";
  break: () => Promise<unknown> | unknown;
  mend: () => Promise<unknown> | unknown;
}[] = [
  {
    rule: "heartbeat",
    severity: "critical",
    break: async () => {
      await world.kv.put(TrafficKeys.heartbeat, String(world.now - 4 * minute));
      waiting(2, 4 * minute);
    },
    mend: () => world.kv.put(TrafficKeys.heartbeat, String(world.now - 1000)),
  },
  {
    rule: "heartbeat",
    severity: "critical",
    break: () => pendingChunk(10, 4 * minute),
    mend: () => sql("DELETE FROM pending_chunks"),
  },
  {
    rule: "backlog",
    severity: "warning",
    // Ten events a message while nobody has counted any.
    break: () => waiting(1_001, 1000),
    mend: () => waiting(1_000, 1000),
  },
  {
    rule: "backlog",
    severity: "critical",
    break: async () => {
      waiting(1_001, 1000);
      await counted((counters) => {
        counters.count("traffic.message", {}, 10);
        counters.count("traffic.event", {}, 500);
      });
    },
    mend: () => waiting(0, 0),
  },
  {
    rule: "lag",
    severity: "warning",
    break: () => delta(6 * minute),
    mend: () => sql("DELETE FROM aggregation_deltas"),
  },
  {
    rule: "lag",
    severity: "critical",
    break: async () => {
      await world.kv.put(TrafficKeys.heartbeat, String(world.now));
      waiting(1, 11 * minute);
    },
    mend: () => waiting(0, 0),
  },
  {
    rule: "snapshot",
    severity: "warning",
    break: () =>
      sql(
        "UPDATE aggregation_state SET revision = 8, snapshot_revision = 7, snapshot_at = ?",
        [world.now - 11 * minute][0],
      ),
    mend: () =>
      sql("UPDATE aggregation_state SET snapshot_revision = 8, snapshot_at = ?", world.now),
  },
  {
    rule: "archive",
    severity: "warning",
    break: () => ledger("2026-11-17", "uploading", "R2 is down"),
    mend: () => sql("UPDATE archives SET state = 'done', error = NULL"),
  },
  {
    rule: "archive",
    severity: "warning",
    break: () => event("2026-11-17"),
    mend: () => sql("DELETE FROM traffic_events"),
  },
  {
    rule: "archive",
    severity: "critical",
    break: async () => {
      await event("2026-11-16");
      await event("2026-11-17");
    },
    mend: () => sql("DELETE FROM traffic_events"),
  },
  {
    rule: "kv_write_latency",
    severity: "warning",
    break: () =>
      counted((counters) => {
        for (let at = 0; at < 20; at++) counters.time("kv.write", at < 18 ? 10 : 300);
      }),
    mend: uncount,
  },
  {
    rule: "kv_write_latency",
    severity: "warning",
    break: () =>
      counted((counters) => {
        counters.time("kv.write", 10, { store: "paths" });
        counters.time("ticket.store", 300, { store: "kv", call: "put" });
      }),
    mend: uncount,
  },
  {
    rule: "kv_read_latency",
    severity: "warning",
    break: () =>
      counted((counters) => {
        for (let at = 0; at < 20; at++) counters.time("kv.read", at < 18 ? 10 : 150);
      }),
    mend: uncount,
  },
  {
    rule: "ticket_redemption",
    severity: "warning",
    break: () =>
      counted((counters) => {
        counters.count("ticket.redeemed", { store: "kv" }, 90);
        counters.count("ticket.refused", { store: "kv", reason: "unavailable" }, 10);
      }),
    mend: uncount,
  },
  {
    rule: "ticket_redemption",
    severity: "critical",
    break: () =>
      counted((counters) => {
        counters.count("ticket.redeemed", { store: "redis" }, 30);
        counters.count("ticket.refused", { store: "redis", reason: "ticket_used" }, 10);
      }),
    mend: uncount,
  },
  {
    rule: "ticket_fallback",
    severity: "warning",
    break: () => counted((counters) => counters.count("ticket.degraded", { store: "kv" })),
    mend: uncount,
  },
  {
    rule: "ticket_fallback",
    severity: "warning",
    break: () => counted((counters) => counters.count("ticket.issued", { store: "memory" })),
    mend: uncount,
  },
  {
    rule: "dead_letters",
    severity: "warning",
    break: async () => {
      await requests(1000);
      await sql(
        "INSERT INTO dead_letters VALUES ('m1', 'tries', 'no json', ?, NULL, 0)",
        world.now,
      );
    },
    mend: () => sql("UPDATE dead_letters SET replayed_at = 1"),
  },
  {
    rule: "dead_letters",
    severity: "critical",
    break: async () => {
      await requests(1000);
      const body = JSON.stringify({ events: Array.from({ length: 20 }, () => ({})) });
      await sql("INSERT INTO dead_letters VALUES ('m1', 'tries', ?, ?, NULL, 0)", body, world.now);
    },
    mend: () => sql("UPDATE dead_letters SET replayed_at = 1"),
  },
  {
    rule: "events_lost",
    severity: "warning",
    break: async () => {
      await requests(1000);
      await sql(
        "INSERT INTO traffic_isolates VALUES ('isolate-1', 4, 40, '[]', 3, ?, NULL)",
        world.now,
      );
    },
    mend: () => (world.now += day + minute),
  },
  {
    rule: "events_lost",
    severity: "critical",
    // Chunks 1 to 4 hold 40 events; 6 has arrived with 10 of 70: the 20 of chunk 5 have not.
    break: async () => {
      await requests(1000);
      await sql(
        "INSERT INTO traffic_isolates VALUES ('isolate-1', 4, 40, '[[6,70,10]]', 0, ?1, ?2)",
        world.now,
        world.now - 11 * minute,
      );
    },
    mend: () => sql("UPDATE traffic_isolates SET beyond = '[]', gap_since = NULL"),
  },
  {
    rule: "database_writes",
    severity: "warning",
    break: () =>
      counted((counters) => {
        counters.count("d1.write", { what: "commit" }, 1000);
        counters.count("d1.write_failed", { what: "commit" });
      }),
    mend: uncount,
  },
  {
    rule: "fallback_answers",
    severity: "critical",
    break: () =>
      counted((counters) => {
        counters.count("answer.served", { what: "paths" }, 100);
        counters.count("answer.fallback", { what: "paths" }, 2);
      }),
    mend: uncount,
  },
];
