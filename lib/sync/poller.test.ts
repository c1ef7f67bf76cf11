import { beforeEach, describe, expect, it } from "vitest";
import { createPoller, type Look, type Poller } from "./poller";
import { FakeWorld } from "./testing/fake-world";

let world: FakeWorld;
let looks: Look[];
let failing: boolean;
let outcomes: unknown[];
let poller: Poller;

beforeEach(() => {
  world = new FakeWorld();
  looks = [];
  outcomes = [];
  failing = false;
  poller = createPoller({
    effects: world.effects,
    async look(look) {
      looks.push(look);
      await world.clock.wait(1_000);
      if (failing) throw new Error("The test fails it");
    },
    onOutcome: (error) => void outcomes.push(error),
    isSettled: () => false,
    isFed: () => false,
  });
});

describe("the poller", () => {
  it("looks again at once when something came up during a look", async () => {
    poller.start();
    poller.request("check");
    poller.request("all");
    poller.request("check");
    await world.clock.advance(1_500);
    expect(looks).toEqual(["all", "all"]);
  });

  it("does not look twice because the page was woken during a look", async () => {
    poller.start();
    poller.wake("check");
    await world.clock.advance(1_500);
    expect(looks).toEqual(["all"]);
  });

  it("looks before its time when asked, but not while looks fail", async () => {
    poller.start();
    await world.clock.advance(1_500);
    poller.request("all");
    failing = true;
    await world.clock.advance(1_500);
    expect(looks).toEqual(["all", "all"]);
    poller.request("all");
    await world.clock.advance(4_000);
    expect(looks).toHaveLength(2);
    await world.clock.advance(1_000);
    expect(looks).toEqual(["all", "all", "all"]);
  });

  it("looks at once after failures when it is woken", async () => {
    failing = true;
    poller.start();
    await world.clock.advance(1_500);
    poller.wake("check");
    await world.clock.advance(100);
    expect(looks).toEqual(["all", "check"]);
  });

  it("goes on once only when it is stopped and started during a look", async () => {
    poller.start();
    await world.clock.advance(500);
    poller.stop();
    poller.start();
    await world.clock.advance(4_400);
    expect(looks).toEqual(["all", "all", "check"]);
    expect(outcomes).toEqual([null]);
  });
});
