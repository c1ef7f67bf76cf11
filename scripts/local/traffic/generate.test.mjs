import { expect, test } from "vitest";
import { trafficEventSchema } from "../../../lib/traffic/schema";
import { root } from "../paths.mjs";
import { generateTraffic } from "./generate.mjs";
import { listProductRoutes } from "./routes.mjs";

const end = Date.parse("2026-11-20T10:00:00Z");
/** Fixed here, so that a new route of the product does not change what is drawn. */
const fixedRoutes = ["/", "/chat/[roomId]", "/api/chat/meta", "/api/chat/rooms"].map((route) => ({
  route,
  methods: route === "/api/chat/rooms" ? ["GET", "POST"] : ["GET"],
}));
const options = {
  requests: 40_000,
  paths: 60,
  days: 14,
  seed: "a seed",
  end,
  productRoutes: fixedRoutes,
};

const { events: generated, story, routes } = generateTraffic(options);
const events = [...generated];

const share = (items, isWanted) => items.filter(isWanted).length / items.length;
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

test("the product's own routes are among those asked for", () => {
  const productRoutes = listProductRoutes(root);
  const names = productRoutes.map(({ route }) => route);
  expect(names).toContain("/");
  expect(names).toContain("/api/chat/rooms/[roomId]/meta");
  expect(productRoutes.find(({ route }) => route === "/api/me")?.methods).toEqual([
    "GET",
    "PATCH",
    "DELETE",
  ]);
  expect(names.filter((name) => name.includes("("))).toEqual([]);
});

test("there are exactly as many events as asked for, each an event of the product, in order", () => {
  expect(events.length).toBe(40_000);
  expect(new Set(events.map(({ id }) => id)).size).toBe(40_000);
  const parsed = events.filter((event) => trafficEventSchema.safeParse(event).success);
  expect(parsed.length).toBe(40_000);
  const times = events.map(({ timestamp }) => timestamp);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times[0]).toBeGreaterThanOrEqual(end - 14 * 86_400_000);
  expect(times.at(-1)).toBeLessThan(end);
});

test("the same seed gives the same events, another one others", () => {
  expect([...generateTraffic(options).events]).toEqual(events);
  const [other] = generateTraffic({ ...options, seed: "another" }).events;
  expect(other.id).not.toBe(events[0].id);
});

test("few paths are asked for often, many rarely", () => {
  const counts = routes.map(({ route }) => events.filter((event) => event.route === route).length);
  expect(counts.length).toBe(60);
  expect(counts[0] / events.length).toBeGreaterThan(0.15);
  expect(counts[0]).toBeGreaterThan(20 * counts[59]);
});

test("visitors return within a day and are others the next", () => {
  const hashesOf = (day) =>
    events
      .filter(({ timestamp }) => new Date(timestamp).toISOString().startsWith(day))
      .map(({ clientIpHash }) => clientIpHash);
  const [one, next] = [hashesOf("2026-11-17"), hashesOf("2026-11-18")];
  const visitors = new Set(one);
  expect(visitors.size).toBeGreaterThan(100);
  expect(visitors.size).toBeLessThan(one.length / 5);
  expect(next.filter((hash) => visitors.has(hash))).toEqual([]);
});

test("nights and weekends are quieter, some visitors are robots", () => {
  const german = events.filter(({ country }) => country === "DE");
  const hourOf = ({ timestamp }) => new Date(timestamp).getUTCHours();
  const evening = share(german, (event) => hourOf(event) >= 17 && hourOf(event) < 21);
  const night = share(german, (event) => hourOf(event) >= 0 && hourOf(event) < 4);
  expect(evening).toBeGreaterThan(4 * night);
  const robots = share(events, ({ bot }) => bot);
  expect(robots).toBeGreaterThan(0.04);
  expect(robots).toBeLessThan(0.08);
});

test("one path fails for two hours and one gets slow for good", () => {
  const during = ({ route, from, to }) =>
    events.filter(
      (event) => event.route === route && event.timestamp >= from && event.timestamp < to,
    );
  const failed = ({ status }) => status >= 500;
  expect(share(during(story.failing), failed)).toBeGreaterThan(0.2);
  expect(share(events, failed)).toBeLessThan(0.01);
  const { route, from } = story.slow;
  const timesOf = (list) => list.map(({ responseTime }) => responseTime);
  const before = during({ route, from: 0, to: from });
  const slow = median(timesOf(during(story.slow)));
  expect(slow).toBeGreaterThan(10 * median(timesOf(before)));
  const lastWeek = { from: end - 7 * 86_400_000, to: end };
  const others = routes.filter((other) => other.route !== route);
  const slowestOther = Math.max(
    ...others.map((other) => median(timesOf(during({ route: other.route, ...lastWeek }))) ?? 0),
  );
  expect(slow).toBeGreaterThan(slowestOther);
});

test("whatever the day and the seed, the slow path is the slowest of the last seven days, since a whole hour of them", () => {
  const dayMs = 86_400_000;
  for (let day = 0; day < 7; day += 1) {
    const lastHour = end + day * dayMs + day * 3_600_000;
    const made = generateTraffic({
      ...options,
      requests: 12_000,
      seed: `seed ${day}`,
      end: lastHour,
    });
    const { route: slow, from } = made.story.slow;
    expect([from % 3_600_000, lastHour - from <= 5 * dayMs, lastHour - from >= 3 * dayMs]).toEqual([
      0,
      true,
      true,
    ]);
    const times = new Map();
    for (const { route, responseTime, timestamp } of made.events) {
      if (timestamp < lastHour - 7 * dayMs) continue;
      times.set(route, [...(times.get(route) ?? []), responseTime]);
    }
    const p95 = (list) => list.sort((a, b) => a - b)[Math.floor(list.length * 0.95)];
    const slowest = [...times]
      .filter(([, list]) => list.length >= 20)
      .sort(([, one], [, other]) => p95(other) - p95(one));
    expect(slowest[0][0]).toBe(slow);
    // Not by a hair: twice as slow as the next.
    expect(p95(slowest[0][1])).toBeGreaterThan(2 * p95(slowest[1][1]));
  }
});
