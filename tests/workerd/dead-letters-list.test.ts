import { beforeEach, expect, it, vi } from "vitest";
import { consumeMessages } from "../../lib/traffic/aggregate/consume";
import { storeDeadLetters } from "../../lib/traffic/aggregate/dead-letters";
import { feedReplayed, listDeadLetters, replayDeadLetters } from "../../lib/traffic/service";
import { clearTraffic, trafficEvent, trafficRows } from "./support/aggregate";
import { testDeps } from "./support/deps";
import { chunkOf, delivered } from "./support/queue";

const noon = Date.parse("2026-11-20T12:00:00Z");
const minute = 60_000;
const at = (now: number) => testDeps({ now: () => now });
const list = (now: number, fields: { limit?: number; cursor?: string; since?: number } = {}) =>
  listDeadLetters(at(now), { limit: 50, since: 0, ...fields });

beforeEach(async () => {
  vi.restoreAllMocks();
  for (const level of ["log", "warn", "error"] as const) {
    vi.spyOn(console, level).mockImplementation(() => undefined);
  }
  await clearTraffic();
});

it("lists what nobody could process with when, why, how much and how it begins", async () => {
  const future = trafficEvent(noon + 9 * minute, 1);
  await consumeMessages(at(noon), [
    delivered("m1", chunkOf("isolate-a", 7, [trafficEvent(noon, 2), future])),
  ]);
  const poison = delivered("m2", "evil\u202e\u0000 \u200btext", 4);
  const whole = delivered(
    "m3",
    chunkOf(
      "isolate-b",
      1,
      [3, 4, 5].map((n) => trafficEvent(noon, n)),
    ),
    4,
  );
  await storeDeadLetters(at(noon + minute), [poison, whole]);
  expect([poison.fate, whole.fate]).toEqual(["acknowledged", "acknowledged"]);

  const page = await list(noon + minute);
  expect(page).toMatchObject({
    waiting: { letters: 3, events: 5 },
    underWay: 0,
    refusedAgain: 0,
    nextCursor: null,
  });
  expect(page.letters).toMatchObject([
    { id: "m3", reason: "exhausted", receivedAt: noon + minute, refusals: 0, events: 3 },
    { id: "m2", reason: "unreadable", receivedAt: noon + minute, refusals: 0, events: 1 },
    { id: "isolate-a:7:1", reason: "future", receivedAt: noon, refusals: 0, events: 1 },
  ]);
  const [m3, m2] = page.letters;
  // NUL is escaped by JSON; the others would turn the text around or hide.
  expect(m2?.preview).toBe('"evil\uFFFD\\u0000 \uFFFDtext"');
  expect(m2?.bytes).toBe(23);
  expect(m3?.preview.length).toBe(400);
  expect(m3?.preview.startsWith('{"version":1,"kind":"chunk","isolate":"isolate-b"')).toBe(true);
});

it("pages through letters of one moment without losing or repeating any", async () => {
  const letters = ["a", "b", "c", "d", "e"].map((id) => delivered(id, "poison", 4));
  await storeDeadLetters(at(noon), letters);
  await storeDeadLetters(at(noon + 1), [delivered("newest-with-a-dash", "poison", 4)]);
  const seen: string[][] = [];
  for (let cursor: string | undefined = undefined, pages = 0; pages < 9; pages += 1) {
    const page = await list(noon + 2, { limit: 2, cursor });
    seen.push(page.letters.map(({ id }) => id));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(seen).toEqual([
    ["newest-with-a-dash", "e"],
    ["d", "c"],
    ["b", "a"],
  ]);
});

it("replays one: it is on its way, then counted once and gone", async () => {
  const event = trafficEvent(noon + 6 * minute, 1);
  await consumeMessages(at(noon), [delivered("m1", chunkOf("isolate-a", 1, [event]))]);
  const later = noon + 10 * minute;
  expect(await replayDeadLetters(at(later), { ids: ["isolate-a:1:0"] })).toEqual({ replayed: 1 });
  expect(await list(later)).toMatchObject({
    waiting: { letters: 0, events: 0 },
    underWay: 1,
    letters: [],
  });
  await feedReplayed(at(later));
  // A second click, and a second worker.
  expect(await replayDeadLetters(at(later), { ids: ["isolate-a:1:0"] })).toEqual({ replayed: 0 });
  await feedReplayed(at(later));
  expect(await list(later, { since: later })).toMatchObject({
    waiting: { letters: 0, events: 0 },
    underWay: 0,
    refusedAgain: 0,
  });
  expect(await trafficRows("SELECT id FROM traffic_events")).toEqual([{ id: event.id }]);
});

it("says which ones came back from a replay, how often, and since when", async () => {
  const events = [trafficEvent(noon + 6 * minute, 1), trafficEvent(noon + 90 * minute, 2)];
  await consumeMessages(at(noon), [delivered("m1", chunkOf("isolate-a", 1, events))]);
  const later = noon + 10 * minute;
  expect(await replayDeadLetters(at(later))).toEqual({ replayed: 2 });
  await feedReplayed(at(later + 5));
  expect(await list(later + 10, { since: later })).toMatchObject({
    waiting: { letters: 1, events: 1 },
    underWay: 0,
    refusedAgain: 1,
    letters: [{ id: "isolate-a:1:1", reason: "future", receivedAt: later + 5, refusals: 1 }],
  });
  expect((await list(later + 10, { since: later + 6 })).refusedAgain).toBe(0);
  // What comes to the dead letters twice has not been refused twice.
  const event = delivered("isolate-a:1:1", events[1], 4);
  await storeDeadLetters(at(later + 20), [event]);
  expect((await list(later + 30)).letters).toMatchObject([{ receivedAt: later + 5, refusals: 1 }]);
});

it("puts the rest off when the database fails, and counts it with the next run", async () => {
  const event = trafficEvent(noon + 6 * minute, 1);
  await consumeMessages(at(noon), [delivered("m1", chunkOf("isolate-a", 1, [event]))]);
  const later = noon + 10 * minute;
  await replayDeadLetters(at(later));
  const broken = {
    batch: () => Promise.reject(new Error("D1 is down")),
    prepare: () => ({ bind: () => null }),
  };
  await feedReplayed({ ...at(later), traffic: broken as unknown as D1Database });
  expect((await list(later)).underWay).toBe(1);
  await feedReplayed(at(later));
  expect((await list(later)).underWay).toBe(0);
  expect(await trafficRows("SELECT COUNT(*) AS n FROM traffic_events")).toEqual([{ n: 1 }]);
});
