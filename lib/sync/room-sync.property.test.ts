import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRoomSync } from "./room-sync";
import { FakeWorld, clearWeather } from "./testing/fake-world";
import { stepArb, take } from "./testing/room-steps";
import { seeded } from "./testing/seeded";
import { weatherArb } from "./testing/weather";
import type { RoomSync, RoomView } from "./types";

describe("a room in the browser, over any network", () => {
  it("ends with the server's messages, each once and in order, and never shows anything else", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        weatherArb(3_000),
        fc.integer({ min: 3, max: 60 }),
        fc.nat(80),
        fc.integer({ min: 5, max: 60 }),
        fc.array(stepArb, { minLength: 5, maxLength: 40 }),
        async (seed, weather, pageCap, history, most, steps) => {
          const world = new FakeWorld(seeded(seed), pageCap);
          world.room.postMany(
            "other",
            Array.from({ length: history }, (_, n) => `Old ${n}`),
          );
          world.weather = weather;
          const { effects } = world;
          const held = { most, slack: 3 };
          const sync = createRoomSync({ roomId: "room1", userId: "me", effects, held });
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
          expectSlice(view, world);
          expect(view.messages.length).toBeLessThanOrEqual(Math.max(most + 3, pageCap));
          void sync.goTo("newest");
          await world.clock.advance(10_000);
          expectSlice(sync.getView(), world);
          expect(sync.getView().hasLater).toBe(false);
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

/** What is held is just what the server has from its first to its last, and what lies beyond is told. */
function expectSlice({ messages, hasEarlier, hasLater, newestSeq }: RoomView, world: FakeWorld) {
  const all = world.room.messages;
  const first = messages[0]?.seq ?? 1;
  const last = messages.at(-1)?.seq ?? 0;
  expect(messages).toEqual(all.slice(first - 1, last));
  expect({ hasEarlier, hasLater, newestSeq }).toEqual({
    hasEarlier: first > 1,
    hasLater: last < all.length,
    newestSeq: all.length,
  });
}

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
    // Nothing that I wrote leaves the screen, unless what is shown is known to begin later or to end earlier.
    const hidden = [...clientIds].filter((clientId) => !shown.includes(clientId));
    const isWhole = !view.hasEarlier && (view.messages.at(-1)?.seq ?? 0) === view.newestSeq;
    if (isWhole) expect(hidden).toEqual([]);
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

function heal(world: FakeWorld): void {
  world.weather = clearWeather;
  world.isDown = false;
  world.socketsBlocked = false;
  world.refuse = () => null;
  world.wake("visible");
}
