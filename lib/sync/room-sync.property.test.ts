import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PlazaError } from "../http/problem";
import { createRoomSync } from "./room-sync";
import { FakeWorld, clearWeather } from "./testing/fake-world";
import type { RoomSync, RoomView } from "./types";

type Step =
  | { do: "wait"; ms: number }
  | { do: "post"; count: number }
  | { do: "others post"; count: number }
  | { do: "edit" | "remove"; which: number }
  | { do: "my edit"; which: number }
  | { do: "edit above"; ms: number }
  | { do: "join" }
  | { do: "block sockets" | "free sockets" | "go down" | "come up" }
  | { do: "restart"; silently: boolean }
  | { do: "load earlier" }
  | { do: "limit" | "lift limit" }
  | { do: "hide" | "show" | "offline" | "online" };

const stepArb: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("wait"), ms: fc.nat(8_000) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("post"), count: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("others post"),
      count: fc.integer({ min: 1, max: 12 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("edit", "remove"), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("my edit"), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart"), silently: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("edit above"), ms: fc.nat(2_000) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "join",
        "block sockets",
        "free sockets",
        "go down",
        "come up",
        "load earlier",
        "limit",
        "lift limit",
        "hide",
        "show",
        "offline",
        "online",
      ),
    }),
  },
) as fc.Arbitrary<Step>;

const chance = fc.double({ min: 0, max: 0.4, noNaN: true });
const weatherArb = fc.record({
  requestLost: chance,
  answerLost: chance,
  frameLost: chance,
  frameDoubled: chance,
  requestDelayMs: fc.integer({ min: 0, max: 3_000 }),
  frameDelayMs: fc.integer({ min: 0, max: 3_000 }),
});

describe("a room in the browser, over any network", () => {
  it("ends with the server's messages, each once and in order, and never shows anything else", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        weatherArb,
        fc.integer({ min: 3, max: 60 }),
        fc.nat(80),
        fc.array(stepArb, { minLength: 5, maxLength: 40 }),
        async (seed, weather, pageCap, history, steps) => {
          const world = new FakeWorld(seeded(seed), pageCap);
          world.room.postMany(
            "other",
            Array.from({ length: history }, (_, n) => `Old ${n}`),
          );
          world.weather = weather;
          const sync = createRoomSync({ roomId: "room1", userId: "me", effects: world.effects });
          const posted: string[] = [];
          const watch = watchViews(sync, posted);
          sync.start();
          for (const step of steps) await take(step, world, sync, posted);
          heal(world);
          await world.clock.advance(180_000);

          const view = sync.getView();
          expect(watch.faults).toEqual([]);
          expect(view.status).toBe("ready");
          expect(view.problem).toBeNull();
          expect(view.outgoing).toEqual([]);
          expect(view.connection.mode).toBe("live");
          const first = view.messages[0]?.seq ?? 1;
          expect(view.messages).toEqual(world.room.messages.slice(first - 1));
          expect(view.hasEarlier).toBe(first > 1);
          const mine = world.room.messages.filter(({ authorId }) => authorId === "me");
          expect(mine.map(({ clientId }) => clientId)).toEqual(watch.clientIds());
          expect(mine).toHaveLength(posted.length);
          sync.stop();
        },
      ),
      { numRuns: Number(process.env.SYNC_RUNS ?? 300) },
    );
  }, 120_000);
});

/** Looks at every view that is ever shown. */
function watchViews(sync: RoomSync, posted: string[]) {
  const clientIds = new Set<string>();
  const faults: unknown[] = [];
  const look = (view: RoomView) => {
    expectContiguous(view);
    for (const { clientId } of view.outgoing) clientIds.add(clientId);
    const shown = [
      ...view.messages.filter(({ authorId }) => authorId === "me").map(({ clientId }) => clientId),
      ...view.outgoing.map(({ clientId }) => clientId),
    ];
    expect(new Set(shown).size).toBe(shown.length);
    // Nothing that I wrote leaves the screen, unless history was cut above it.
    const hidden = [...clientIds].filter((clientId) => !shown.includes(clientId));
    if (!view.hasEarlier) expect(hidden).toEqual([]);
    expect(clientIds.size).toBeLessThanOrEqual(posted.length);
  };
  sync.subscribe(() => {
    try {
      look(sync.getView());
    } catch (fault) {
      faults.push(fault);
    }
  });
  return { faults, clientIds: () => [...clientIds] };
}

function expectContiguous({ messages }: RoomView): void {
  const first = messages[0]?.seq ?? 1;
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => first + index));
}

async function take(step: Step, world: FakeWorld, sync: RoomSync, posted: string[]) {
  const { room } = world;
  switch (step.do) {
    case "wait":
      return world.clock.advance(step.ms);
    case "post":
      for (let count = 0; count < step.count; count += 1) {
        posted.push(`Mine ${posted.length}`);
        sync.post(`Mine ${posted.length - 1}`);
      }
      return;
    case "others post":
      return room.postMany(
        "other",
        Array.from({ length: step.count }, (_, n) => `Other ${n}`),
      );
    case "edit":
      return void room.edit(1 + (step.which % (room.messages.length || 1)), "Edited");
    case "remove":
      return void room.remove(1 + (step.which % (room.messages.length || 1)));
    case "my edit": {
      const { messages } = sync.getView();
      const message = messages[step.which % (messages.length || 1)];
      if (message) void sync.edit(message.id, "Edited by me").catch(() => undefined);
      return;
    }
    case "edit above": {
      // What is being loaded changes while it is on its way.
      const first = sync.getView().messages[0]?.seq ?? 1;
      void sync.loadEarlier().catch(() => undefined);
      await world.clock.advance(step.ms);
      room.edit(first - 1, "Edited while it was loaded");
      return world.clock.advance(step.ms);
    }
    case "join":
      return room.bump();
    case "block sockets":
      world.socketsBlocked = true;
      return world.restart();
    case "free sockets":
      world.socketsBlocked = false;
      return;
    case "go down":
      world.isDown = true;
      return;
    case "come up":
      world.isDown = false;
      return;
    case "restart":
      return world.restart(step.silently);
    case "load earlier":
      return void sync.loadEarlier().catch(() => undefined);
    case "limit":
      world.refuse = (path) =>
        path === "/messages" ? new PlazaError("rate_limited", { retryAfterSeconds: 2 }) : null;
      return;
    case "lift limit":
      world.refuse = () => null;
      return;
    case "hide":
      return world.wake("hidden");
    case "show":
      return world.wake("visible");
    case "offline":
    case "online":
      return world.wake(step.do);
  }
}

function heal(world: FakeWorld): void {
  world.weather = clearWeather;
  world.isDown = false;
  world.socketsBlocked = false;
  world.refuse = () => null;
  world.wake("visible");
}

/** A small generator of chance (mulberry32), so that a run can be repeated by its seed. */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
