import fc from "fast-check";
import { PlazaError } from "../../http/problem";
import type { RoomSync } from "../types";
import type { FakeWorld } from "./fake-world";

/** What may happen to a room in the browser, its network and its server. */
type Step =
  | { do: "wait"; ms: number }
  | { do: "post"; count: number }
  | { do: "others post"; count: number }
  | { do: "edit" | "remove"; which: number }
  | { do: "my edit"; which: number }
  | { do: "edit above" | "edit below"; ms: number }
  | { do: "join" }
  | { do: "block sockets" | "free sockets" | "go down" | "come up" }
  | { do: "restart"; silently: boolean }
  | { do: "load earlier" | "load later" | "go to newest" }
  | { do: "go to" | "go to message" | "look at" | "react" | "pin"; which: number }
  | { do: "limit" | "lift limit" }
  | { do: "hide" | "show" | "offline" | "online" };

export const stepArb: fc.Arbitrary<Step> = fc.oneof(
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
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom("go to", "go to message", "look at", "react", "pin"),
      which: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart"), silently: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("edit above", "edit below"),
      ms: fc.nat(2_000),
    }),
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
        "load later",
        "go to newest",
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

/** Takes a step. What I post is noted in `posted`. */
export async function take(
  step: Step,
  world: FakeWorld,
  sync: RoomSync,
  posted: string[],
): Promise<void> {
  const { room } = world;
  switch (step.do) {
    case "wait":
      return world.clock.advance(step.ms);
    case "post":
      for (let count = 0; count < step.count; count += 1) {
        posted.push(`Mine ${posted.length}`);
        void sync.post(`Mine ${posted.length - 1}`);
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
    case "edit below": {
      void sync.goTo({ messageId: "message-1" }).catch(() => undefined);
      await world.clock.advance(step.ms);
      const last = sync.getView().messages.at(-1)?.seq ?? 0;
      void sync.loadLater().catch(() => undefined);
      await world.clock.advance(step.ms);
      room.edit(last + 1, "Edited while it was loaded");
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
    case "load later":
      return void sync.loadLater().catch(() => undefined);
    case "go to newest":
      return void sync.goTo("newest").catch(() => undefined);
    case "go to":
      return void sync.goTo({ seq: anySeq(step.which, world) }).catch(() => undefined);
    case "go to message": {
      const messageId = `message-${anySeq(step.which, world)}`;
      return void sync.goTo({ messageId }).catch(() => undefined);
    }
    case "look at":
      return sync.lookAt(anySeq(step.which, world));
    case "react":
    case "pin": {
      const messageId = `message-${anySeq(step.which, world)}`;
      const on = step.which % 3 > 0;
      const done = step.do === "pin" ? sync.pin(messageId, on) : sync.react(messageId, "🎉", on);
      return void done.catch(() => undefined);
    }
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

/** One more than there are at times. */
function anySeq(which: number, { room }: FakeWorld): number {
  return 1 + (which % (room.messages.length + 1));
}
