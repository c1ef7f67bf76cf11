import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { configured, countedBy, file, report } from "./support/telemetry";

beforeEach(async () => {
  configured.variables = {};
  await env.TRAFFIC_DB.prepare("DELETE FROM telemetry_minutes").run();
});

describe("tickets", () => {
  it("are told by store, with why they were refused and how long the store took", async () => {
    await file(
      70,
      countedBy((counters) => counters.count("ticket.issued", { store: "redis" }, 5)),
    );
    await file(
      2,
      countedBy((counters) => {
        counters.count("ticket.issued", { store: "kv" }, 9);
        counters.count("ticket.refused", { store: "kv", reason: "ticket_used" });
        counters.time("ticket.store", 10, { store: "kv", call: "put" });
      }),
      countedBy((counters) => {
        counters.count("ticket.issued", { store: "kv" }, 2);
        counters.count("ticket.redeemed", { store: "kv" }, 6);
        counters.count("ticket.refused", { store: "kv", reason: "ticket_expired" }, 3);
        counters.count("ticket.refused", { store: "kv", reason: "ticket_used" });
        counters.count("ticket.degraded", { store: "kv", call: "take" });
        counters.count("ticket.record_missing", { store: "kv" }, 4);
        counters.time("ticket.store", 30, { store: "kv", call: "put" });
        counters.time("ticket.store", 5, { store: "kv", call: "take" });
      }),
    );
    const { tickets } = await report("1h");
    expect(tickets.stores).toMatchObject([
      {
        store: "kv",
        issued: 11,
        redeemed: 6,
        refused: 5,
        refusals: [
          { reason: "ticket_expired", count: 3 },
          { reason: "ticket_used", count: 2 },
        ],
        degraded: 1,
        recordMissing: 4,
        put: { calls: 2, averageMs: 20, maxMs: 30 },
        take: { calls: 1, averageMs: 5 },
      },
    ]);
    const day = await report("24h");
    expect(day.tickets.stores.map(({ store, issued }) => [store, issued])).toEqual([
      ["kv", 11],
      ["redis", 5],
    ]);
  });

  it("go to the store that the configuration names, which may not be there", async () => {
    const chosen = async () => (await report("1h")).tickets.chosen;
    configured.variables = { TICKET_STORE: "durable-object" };
    expect(await chosen()).toEqual({ store: "durable-object", isThere: true });
    configured.variables = { TICKET_STORE: "redis" };
    expect(await chosen()).toEqual({ store: "redis", isThere: false });
  });
});
