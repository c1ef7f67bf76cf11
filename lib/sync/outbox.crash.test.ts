import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRoomSync } from "./room-sync";
import { sendWhatWaits } from "./senders";
import { FakeBrowser, type FakePage } from "./testing/fake-browser";
import { FakeFile } from "./testing/fake-file";
import { FakeWorld, clearWeather } from "./testing/fake-world";
import { seeded } from "./testing/seeded";
import { chanceArb } from "./testing/weather";
import type { RoomSync } from "./types";

/** Somebody at a page: what they wrote, and what they were promised to be kept. */
class Visit {
  readonly sync: RoomSync;
  readonly twice: string[] = [];

  constructor(
    readonly page: FakePage,
    private readonly kept: Set<string>,
  ) {
    const { effects } = page;
    this.sync = createRoomSync({ roomId: "room1", userId: "me", effects });
    this.sync.subscribe(() => this.look());
    sendWhatWaits(effects, "me");
    this.sync.start();
  }

  write(body: string, files: FakeFile[] = []): void {
    if (this.page.isDead) return;
    void this.sync.post(body, { files }).then(() => this.kept.add(body));
  }

  private look(): void {
    const { messages, outgoing } = this.sync.getView();
    const shown = [...messages, ...outgoing].map(({ clientId }) => clientId);
    this.twice.push(...shown.filter((clientId, at) => shown.indexOf(clientId) !== at));
  }
}

/** What stands in the room of mine, in the order of the server. */
function bodiesOf(world: FakeWorld): string[] {
  return world.room.messages.filter(({ authorId }) => authorId === "me").map(({ body }) => body);
}

/** Comes back with a fresh page over a good network, and looks at what became of everything. */
async function expectAllOnce(browser: FakeBrowser, kept: Set<string>): Promise<void> {
  const { world } = browser;
  world.weather = clearWeather;
  world.isDown = false;
  world.socketsBlocked = false;
  const last = new Visit(browser.openPage(), kept);
  await world.clock.advance(120_000);
  const bodies = bodiesOf(world);
  const numbers = bodies.map((body) => Number(body.slice(1)));
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(bodies).toEqual(expect.arrayContaining([...kept]));
  expect(last.sync.getView().outgoing).toEqual([]);
  expect(last.sync.getView().messages.map(({ body }) => body)).toEqual(
    world.room.messages.map(({ body }) => body),
  );
  expect(last.twice).toEqual([]);
  expect([...browser.disk.values()]).toEqual([]);
}

describe("a page that dies", () => {
  it.each(["socket", "polling"])(
    "at any step, over %s, loses and doubles nothing that was kept",
    async (way) => {
      let diesAt = 1;
      for (let survived = false; !survived; diesAt += 1) {
        const world = new FakeWorld();
        world.socketsBlocked = way === "polling";
        const browser = new FakeBrowser(world);
        const kept = new Set<string>();
        const visit = new Visit(browser.openPage(diesAt), kept);
        await world.clock.advance(600);
        world.isDown = true;
        visit.write("m0");
        visit.write("m1", [new FakeFile(world.clock, "photo")]);
        await world.clock.advance(100);
        world.isDown = false;
        visit.write("m2");
        await world.clock.advance(10_000);
        survived = !visit.page.isDead;
        visit.page.die();
        await expectAllOnce(browser, kept);
      }
      expect(diesAt).toBeGreaterThan(40);
    },
    60_000,
  );
});

type Step =
  | { do: "wait"; ms: number }
  | { do: "open"; diesAt: number }
  | { do: "write"; on: number; count: number }
  | { do: "kill"; on: number }
  | { do: "go down" | "come up" | "block sockets" | "free sockets" | "wake" };

const stepArb: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(4_000) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("open" as const),
      diesAt: fc.integer({ min: 1, max: 200 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("write" as const),
      on: fc.nat(3),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("kill" as const), on: fc.nat(3) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("go down", "come up", "block sockets", "free sockets", "wake"),
    }),
  },
);

describe("several pages of one browser", () => {
  it.each(["with", "without"])(
    "send what any of them wrote once and in order, %s locks, whichever dies when",
    async (locks) => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer(),
          fc.record({
            requestLost: chanceArb,
            answerLost: chanceArb,
            delayMs: fc.integer({ min: 0, max: 3_000 }),
          }),
          fc.array(stepArb, { minLength: 3, maxLength: 30 }),
          async (seed, { requestLost, answerLost, delayMs }, steps) => {
            const world = new FakeWorld(seeded(seed));
            world.weather = { ...clearWeather, requestLost, answerLost, requestDelayMs: delayMs };
            const browser = new FakeBrowser(world);
            browser.hasLocks = locks === "with";
            const kept = new Set<string>();
            const visits = [new Visit(browser.openPage(), kept)];
            let written = 0;
            for (const step of steps) {
              switch (step.do) {
                case "wait":
                  await world.clock.advance(step.ms);
                  break;
                case "open":
                  if (visits.length < 4)
                    visits.push(new Visit(browser.openPage(step.diesAt), kept));
                  break;
                case "write":
                  for (let count = 0; count < step.count; count += 1) {
                    visits[step.on % visits.length]?.write(`m${written}`);
                    written += 1;
                    // People are slower than disks.
                    await world.clock.advance(5);
                  }
                  break;
                case "kill":
                  visits[step.on % visits.length]?.page.die();
                  break;
                case "go down":
                case "come up":
                  world.isDown = step.do === "go down";
                  break;
                case "block sockets":
                case "free sockets":
                  world.socketsBlocked = step.do === "block sockets";
                  break;
                case "wake":
                  world.wake("online");
                  break;
              }
            }
            await expectAllOnce(browser, kept);
            expect(visits.flatMap(({ twice }) => twice)).toEqual([]);
            for (const { page, sync } of visits) {
              if (!page.isDead) expect(sync.getView().outgoing).toEqual([]);
            }
          },
        ),
        { numRuns: Number(process.env.SYNC_RUNS ?? 150) },
      );
    },
    120_000,
  );
});
