import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Deps } from "../../lib/platform/deps";
import type { TicketStoreKind } from "../../lib/ticket/store-contract";
import { createChat } from "./support/chat";
import { hasRedis, newIsolate, testDeps } from "./support/deps";
import { resetRedis, setRedisFault } from "./support/redis";
import { counted, issue, redeem } from "./support/tickets";

let chat: Awaited<ReturnType<typeof createChat>>;
let member: (typeof chat)["persons"][number];

beforeEach(async () => {
  if (hasRedis) await resetRedis();
  chat = await createChat(1);
  member = chat.persons[0]!;
});

/** A request of the site with this store; the same `isolate` makes it the same isolate. */
function siteWith(kind: TicketStoreKind, isolate = newIsolate()) {
  const redis = kind === "redis";
  return testDeps({ redis, isolate, variables: { TICKET_STORE: kind } });
}

function tally(outcomes: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

const stores: TicketStoreKind[] = ["kv", "redis", "durable-object", "memory"];

describe.each(stores)("the ticket store %s", (kind) => {
  const skipped = kind === "redis" && !hasRedis;

  it.skipIf(skipped)("lets one of 100 concurrent redemptions succeed", async () => {
    const isolate = newIsolate();
    const ticket = await issue(siteWith(kind, isolate), member, chat.roomId);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => redeem(siteWith(kind, isolate), chat.roomId, ticket)),
    );
    expect(tally(outcomes)).toEqual({ open: 1, ticket_used: 99 });
    expect(counted(siteWith(kind, isolate), "ticket.redeemed", { store: kind })).toBe(1);
    expect(counted(siteWith(kind, isolate), "ticket.refused", { reason: "ticket_used" })).toBe(99);
  });

  it.skipIf(skipped || kind === "memory")("serves two isolates of the site", async () => {
    const ticket = await issue(siteWith(kind), member, chat.roomId);
    const [one, other] = [siteWith(kind), siteWith(kind)];
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        redeem(index % 2 ? one : other, chat.roomId, ticket),
      ),
    );
    expect(tally(outcomes)).toEqual({ open: 1, ticket_used: 49 });
  });
});

describe("the memory of one isolate", () => {
  it("knows no ticket of another", async () => {
    const ticket = await issue(siteWith("memory"), member, chat.roomId);
    expect(await redeem(siteWith("memory"), chat.roomId, ticket)).toBe("ticket_used");
  });
});

/** The site with a KV of which some calls are replaced. */
function withKv(calls: Partial<Record<"get" | "put" | "delete", () => Promise<unknown>>>) {
  const deps = siteWith("kv");
  const kv = new Proxy(env.WS_TICKETS_KV, {
    get: (target, property: "get" | "put" | "delete") =>
      calls[property] ?? target[property].bind(target),
  });
  return { ...deps, bindings: { ...deps.bindings, WS_TICKETS_KV: kv } };
}

const throwing = () => Promise.reject(new Error("KV is down"));
const hanging = () => new Promise<never>(() => undefined);

async function expectOneOpening(deps: Deps, ticket: string): Promise<void> {
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => redeem(deps, chat.roomId, ticket)),
  );
  expect(tally(outcomes)).toEqual({ open: 1, ticket_used: 19 });
}

describe("a KV that fails", () => {
  it.each([
    ["throws", throwing],
    ["hangs", hanging],
  ])("still opens one socket when reading %s", async (_, fault) => {
    const ticket = await issue(siteWith("kv"), member, chat.roomId);
    const deps = withKv({ get: fault });
    await expectOneOpening(deps, ticket);
    expect(counted(deps, "ticket.degraded", { store: "kv" })).toBe(20);
  });

  it.each([
    ["throws", throwing],
    ["hangs", hanging],
  ])("still issues tickets when writing %s", async (_, fault) => {
    const deps = withKv({ put: fault });
    const ticket = await issue(deps, member, chat.roomId);
    expect(counted(deps, "ticket.degraded", { store: "kv" })).toBe(1);
    await expectOneOpening(siteWith("kv"), ticket);
  });

  it("that is a minute behind opens one socket and counts it", async () => {
    const ticket = await issue(siteWith("kv"), member, chat.roomId);
    const deps = withKv({ get: async () => null });
    await expectOneOpening(deps, ticket);
    expect(counted(deps, "ticket.record_missing", { store: "kv" })).toBe(20);
    expect(counted(deps, "ticket.degraded")).toBe(0);
  });

  it("that keeps showing a deleted record opens no second socket", async () => {
    const ticket = await issue(siteWith("kv"), member, chat.roomId);
    await expectOneOpening(withKv({ get: async () => "1", delete: async () => undefined }), ticket);
  });
});

describe.skipIf(!hasRedis)("a Redis that fails", () => {
  it.each(["down", "hang"] as const)("(%s) still opens one socket", async (mode) => {
    const ticket = await issue(siteWith("redis"), member, chat.roomId);
    await setRedisFault({ mode });
    const deps = siteWith("redis");
    await expectOneOpening(deps, ticket);
    expect(counted(deps, "ticket.degraded", { store: "redis" })).toBe(20);
  });

  it("when the ticket was written does not refuse it once it is back", async () => {
    await setRedisFault({ mode: "down" });
    const ticket = await issue(siteWith("redis"), member, chat.roomId);
    await setRedisFault({ mode: "pass" });
    await expectOneOpening(siteWith("redis"), ticket);
  });
});

describe("a store that is configured but not there", () => {
  it("fails like one that is down", async () => {
    const deps = testDeps({ variables: { TICKET_STORE: "redis" } });
    const ticket = await issue(deps, member, chat.roomId);
    await expectOneOpening(deps, ticket);
    expect(counted(deps, "ticket.degraded", { store: "redis" })).toBe(1);
  });
});
