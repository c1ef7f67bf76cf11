import { env } from "cloudflare:workers";
import type { Counters } from "../../../lib/telemetry/counters";
import { chunkSchema, trafficEventSchema, type TrafficEvent } from "../../../lib/traffic/schema";
import type { Visit } from "../../../lib/traffic/collect/event";
import { recordRequest } from "../../../lib/traffic/collect/record";
import { newIsolate, testDeps, type TestDeps } from "./deps";

/** `throw`: calls reject; `hang`: they stay open; `late`: they are carried out, but the caller hears of a failure. */
export type Fault = "none" | "throw" | "hang" | "late";

export type SentChunk = Omit<ReturnType<typeof chunkSchema.parse>, "events"> & {
  events: TrafficEvent[];
};

type Options = {
  now?: () => number;
  variables?: Record<string, string>;
  kv?: KVNamespace;
  coordinator?: { salt(day: string): Promise<string | null> } | null;
  analytics?: AnalyticsEngineDataset;
};

/** One isolate of the site, whose queue and database can be broken, and what it has put into the queue. */
export type SiteIsolate = {
  /** One request that was answered; resolves when everything it left behind has settled. */
  visit(visit?: Partial<Visit>, random?: () => number): Promise<void>;
  /** The same without waiting; the deps tell when it has settled. */
  start(visit?: Partial<Visit>, random?: () => number): TestDeps;
  queue: Fault;
  database: Fault;
  /** Every message that the queue took. */
  sent: SentChunk[];
  counters: Counters;
};

export const someVisit: Visit = {
  method: "GET",
  pathname: "/api/health",
  route: "/api/health",
  status: 200,
  ip: "203.0.113.7",
  country: "DE",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  requestId: "r1",
  startedAt: 1_795_000_000_000,
  endedAt: 1_795_000_000_012,
};

let requests = 0;

export function openSiteIsolate({
  now = Date.now,
  variables = {},
  kv = env.PATHS_KV,
  coordinator,
  analytics,
}: Options = {}): SiteIsolate {
  const isolate = newIsolate();
  const options = { isolate, now, variables: { TRAFFIC_FLUSH_MS: "1", ...variables } };
  const site: SiteIsolate = {
    start(visit = {}, random) {
      const deps = testDeps(options);
      deps.bindings = {
        ...deps.bindings,
        PATHS_KV: kv,
        TRAFFIC_QUEUE: breakable(env.TRAFFIC_QUEUE, "send", () => site.queue, take),
        ...(coordinator === undefined ? {} : { COORDINATOR_DO: toNamespace(coordinator) }),
        ...(analytics ? { TRAFFIC_ANALYTICS: analytics } : {}),
      };
      const database = breakable(env.TRAFFIC_DB, "prepare", () => site.database);
      const broken: TestDeps = { ...deps, traffic: database };
      requests += 1;
      const startedAt = now();
      const times = { startedAt, endedAt: startedAt };
      recordRequest(
        broken,
        { ...someVisit, ...times, requestId: `r${requests}`, ...visit },
        random,
      );
      return broken;
    },
    visit: (visit, random) => site.start(visit, random).settled(),
    queue: "none",
    database: "none",
    sent: [],
    counters: testDeps(options).counters,
  };
  const take = (message: unknown) => {
    const chunk = chunkSchema.parse(message);
    const events = chunk.events.map((event) => trafficEventSchema.parse(event));
    site.sent.push({ ...chunk, events });
  };
  return site;
}

/** `target` with one of its methods broken by a fault; `onCall` hears of each call that is carried out. */
function breakable<T extends object>(
  target: T,
  method: keyof T,
  fault: () => Fault,
  onCall: (argument: unknown) => void = () => undefined,
): T {
  return new Proxy(target, {
    get(_, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== "function") return value;
      if (property !== method) return value.bind(target);
      return (...args: unknown[]) => {
        if (fault() === "throw") throw new Error("It is down, says the test");
        if (fault() === "hang") return hanging;
        onCall(args[0]);
        const result: unknown = value.apply(target, args);
        return fault() === "late" ? Promise.reject(new Error("Nobody answered in time")) : result;
      };
    },
  });
}

/** Also stands for a statement: whatever is called on it stays open. */
const hanging: unknown = new Proxy(new Promise(() => undefined), {
  get(target, property) {
    if (property === "bind") return () => hanging;
    if (property === "run") return () => new Promise(() => undefined);
    const value: unknown = Reflect.get(target, property);
    return typeof value === "function" ? value.bind(target) : value;
  },
});

function toNamespace(coordinator: Options["coordinator"]): DurableObjectNamespace {
  const namespace = {
    idFromName: (name: string) => name,
    get: () => coordinator ?? { salt: () => Promise.reject(new Error("The object is gone")) },
  };
  return namespace as unknown as DurableObjectNamespace;
}
