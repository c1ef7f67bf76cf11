import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { getPathsReport } from "../../../lib/traffic/report/get-report";
import { pathsAnswerSchema, pathsQuerySchema } from "../../../lib/traffic/report/schema";
import { publishSnapshot } from "../../../lib/traffic/snapshot/publish";
import { dayMs } from "../../../lib/traffic/domain";
import { newIsolate, testDeps, type TestDeps } from "./deps";
import { clearTraffic } from "./aggregate";

/** The moment of the test; `beginElsewhen` sets it, the test moves it on. */
export const clock = { now: 0 };

let start = Date.parse("2026-11-20T14:05:00Z");

/** Nothing stored, and a time of its own for every test, so that no test finds another's cache entries. */
export async function beginElsewhen(): Promise<void> {
  await clearTraffic();
  start += 400 * dayMs;
  clock.now = start;
  await clearCache();
}

/** The question of most tests. */
export const asked = { range: "24h" };

const question = (range: string) => `https://paths.invalid/report?preset=${range}`;

/** The data centre's cache forgets every answer. */
export async function clearCache(): Promise<void> {
  const cache = await caches.open("paths");
  for (const range of ["1h", "24h", "7d"]) await cache.delete(question(range));
}

/** A site isolate, whose stores can be taken away. */
export function openSite(kv: KVNamespace = env.PATHS_KV) {
  const isolate = newIsolate();
  const site = {
    kv: kv as KVNamespace,
    traffic: null as D1Database | null,
    deps(): TestDeps {
      const deps = testDeps({ isolate, now: () => clock.now });
      deps.bindings = { ...deps.bindings, PATHS_KV: site.kv };
      return site.traffic ? { ...deps, traffic: site.traffic } : deps;
    },
    /** The answer at once; what it leaves behind it goes on. */
    async glance(query: Record<string, string> = asked) {
      const deps = site.deps();
      const answer = await getPathsReport(deps, pathsQuerySchema.parse(query));
      return { answer, deps };
    },
    /** The answer, once everything behind it is done. */
    async ask(query: Record<string, string> = asked) {
      const { answer, deps } = await site.glance(query);
      await deps.settled();
      return pathsAnswerSchema.strict().parse(answer);
    },
    counts: (name: string) =>
      site
        .deps()
        .counters.snapshot()
        .counters.filter((series) => series.name === name)
        .reduce((sum, { count }) => sum + count, 0),
  };
  return site;
}

/** What a store that is down fails with. */
export const broken = new Error("It is down, says the test");

export const brokenKv = { get: () => Promise.reject(broken), put: () => Promise.reject(broken) };

export const brokenDatabase = {
  prepare: () => {
    throw broken;
  },
} as unknown as D1Database;

export const asKv = (kv: object) => kv as unknown as KVNamespace;

/** The data centre's cache does `fault` at every call. */
export const breakCache = (fault: () => Promise<unknown>) =>
  vi.stubGlobal("caches", { open: async () => ({ match: fault, put: fault }) });

export const publish = () => publishSnapshot(testDeps({ now: () => clock.now }));
