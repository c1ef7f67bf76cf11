import { DistinctSketch } from "../../../lib/sketch/distinct";
import { toHex } from "../../../lib/sketch/hex";
import { QuantileSketch } from "../../../lib/sketch/quantiles";
import type { NewChunk, TrafficEvent } from "../../../lib/traffic/schema";
import { seededRandom } from "./aggregate-deaths";

const methods = ["GET", "GET", "GET", "GET", "POST", "PUT", "DELETE", "PROPFIND"];
const statuses = [200, 200, 200, 200, 201, 204, 302, 304, 400, 404, 404, 500, 503];
const countries = ["DE", "FR", "US", "CN"];

type Plan = {
  seed: number;
  events: number;
  routes: number;
  isolates: number;
  from: number;
  spanMs: number;
  /** Events of the next chunk; 1 to 100 unless told otherwise. */
  chunkSize?: () => number;
};

/** Traffic as it comes out of isolates: chunks of about 58 events, Zipf over routes, lognormal times, some weights. */
export function believableChunks(plan: Plan): NewChunk[] {
  const random = seededRandom(plan.seed);
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join("");
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)]!;
  const visitors = Array.from({ length: 800 }, () => hex(16));
  const weights = Array.from({ length: plan.routes }, (_, route) => 1 / (route + 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const pickRoute = () => {
    let left = random() * sum;
    const route = weights.findIndex((weight) => (left -= weight) < 0);
    return `/api/route-${Math.max(0, route)}`;
  };
  const makeEvent = (at: number): TrafficEvent => {
    const route = pickRoute();
    const time = Math.exp(2.5 + gauss(random));
    return {
      version: 1,
      id: `${at}-${hex(16)}`,
      path: `${route}/${hex(4)}`,
      route,
      method: pick(methods),
      status: pick(statuses),
      responseTime: Math.min(3_600_000, Math.round(time * 1000) / 1000),
      clientIpHash: random() < 0.95 ? pick(visitors) : null,
      country: pick(countries),
      bot: random() < 0.1,
      userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
      weight: random() < 0.02 ? 10 : 1,
      timestamp: at,
    };
  };
  const sent = Array.from({ length: plan.isolates }, (_, isolate) => {
    return { isolate: `isolate-${plan.seed}-${isolate}`, seq: 0, total: 0 };
  });
  const chunks: NewChunk[] = [];
  for (let made = 0; made < plan.events;) {
    const wanted = plan.chunkSize?.() ?? 1 + Math.floor(random() * 100);
    const size = Math.min(plan.events - made, wanted);
    const sentAt = plan.from + Math.floor((plan.spanMs * made) / plan.events);
    const events = Array.from({ length: size }, () => makeEvent(sentAt));
    const sender = pick(sent);
    sender.seq += 1;
    sender.total += size;
    made += size;
    chunks.push({
      version: 1,
      kind: "chunk",
      ...sender,
      lost: 0,
      sentAt,
      events,
      telemetry: { counters: [{ name: "test.event", labels: {}, count: size }], timers: [] },
    });
  }
  return chunks;
}

/** Rows of statistics from nothing but the events, by plain sums: what the tables must hold. */
export function recompute(events: TrafficEvent[], toKey: (event: TrafficEvent) => string) {
  const groups = new Map<string, TrafficEvent[]>();
  for (const event of new Map(events.map((event) => [event.id, event])).values()) {
    groups.set(toKey(event), [...(groups.get(toKey(event)) ?? []), event]);
  }
  return [...groups]
    .map(([key, group]) => {
      const count = (matches: (event: TrafficEvent) => boolean) =>
        group.filter(matches).reduce((total, event) => total + event.weight, 0);
      const latency = new QuantileSketch();
      const visitors = new DistinctSketch();
      for (const event of group) {
        for (let copy = 0; copy < event.weight; copy++) latency.add(event.responseTime);
        if (event.clientIpHash) visitors.add(event.clientIpHash);
      }
      return {
        key,
        requests: count(() => true),
        errors: count((event) => event.status >= 400),
        server_errors: count((event) => event.status >= 500),
        time_sum_us: group.reduce((us, e) => us + Math.round(e.responseTime * 1000) * e.weight, 0),
        latency: toHex(latency.toBytes()).toUpperCase(),
        visitors: group.some((event) => event.clientIpHash)
          ? toHex(visitors.toBytes()).toUpperCase()
          : "",
      };
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Box and Muller's normal deviate. */
function gauss(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
