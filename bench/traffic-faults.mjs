import "../scripts/local/quiet.mjs";
import { median, quantile } from "./harness/numbers.mjs";
import { openWorker } from "./harness/worker.mjs";

/**
 * How much a broken storage of the statistics slows a request: `node bench/traffic-faults.mjs [REQUESTS]`.
 *
 * The site's own entry in workerd, around a handler that returns a constant; its bindings work, throw or hang, each in turn.
 * Requests go straight to workerd, eight at a time, the faults interleaved in rounds so that a busy machine slows all alike.
 * Prints the median and p99 of each, and the difference of its median to that without a fault. SPEC: at most 5 ms.
 */
const perRound = 200;
const rounds = Math.max(1, Math.ceil(Number(process.argv[2] ?? 2000) / perRound));

const bindingNames = {
  queue: ["TRAFFIC_QUEUE"],
  D1: ["TRAFFIC_DB"],
  KV: ["PATHS_KV"],
  everything: ["TRAFFIC_QUEUE", "TRAFFIC_DB", "PATHS_KV", "COORDINATOR_DO"],
};

const entry = `
import site from "./workers/site/index.ts";
export { Coordinator } from "./workers/path-stats/coordinator.ts";
const hang = () => new Promise(() => {});
const fail = () => { throw new Error("down"); };
const breakBy = (fault) => new Proxy({}, { get: () => (fault === "hangs" ? hang : fail) });
export default {
  fetch(request, env, context) {
    const names = (request.headers.get("x-broken") ?? "").split(",").filter(Boolean);
    const broken = Object.fromEntries(
      names.map((name) => [name, breakBy(request.headers.get("x-fault"))]),
    );
    return site.fetch(request, { ...env, ...broken }, context);
  },
};`;

const constantHandler = {
  name: "constant-handler",
  setup(build) {
    build.onResolve({ filter: /^bench-entry$/ }, () => ({ path: "entry", namespace: "bench" }));
    build.onResolve({ filter: /next-on-pages\/fetch-handler$/ }, () => ({
      path: "handler",
      namespace: "bench",
    }));
    build.onLoad({ filter: /^entry$/, namespace: "bench" }, () => ({
      contents: entry,
      resolveDir: process.cwd(),
    }));
    build.onLoad({ filter: /^handler$/, namespace: "bench" }, () => ({
      contents: `export default { fetch: async () => new Response("ok", { headers: { "x-matched-path": "/api/health" } }) };`,
    }));
  },
};

/** A runtime of its own for each fault: breakers and buffers of one must not serve another. */
const open = () =>
  openWorker({
    entry: "bench-entry",
    plugins: [constantHandler],
    bindings: { TRAFFIC_FLUSH_MS: "1000" },
    d1Databases: { DB: "bench", TRAFFIC_DB: "bench-traffic" },
    kvNamespaces: { PATHS_KV: "bench-paths" },
    queueProducers: { TRAFFIC_QUEUE: "bench-events" },
    durableObjects: { COORDINATOR_DO: { className: "Coordinator", useSQLite: true } },
  });

async function measure(url, headers, times) {
  let left = perRound;
  const sendNext = async () => {
    while (left > 0) {
      left -= 1;
      const startedAt = performance.now();
      const response = await fetch(url, { headers });
      await response.text();
      if (response.status !== 200) throw new Error(`answered ${response.status}`);
      times.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: 8 }, sendNext));
}

const cases = [
  { name: "none", headers: {} },
  ...Object.entries(bindingNames).flatMap(([what, names]) =>
    ["throws", "hangs"].map((fault) => ({
      name: `${what} ${fault}`,
      headers: { "x-broken": names.join(","), "x-fault": fault },
    })),
  ),
];
for (const one of cases) Object.assign(one, { worker: await open(), times: [] });
for (const one of cases) await measure(one.worker.url, one.headers, []);
for (let round = 0; round < rounds; round += 1) {
  for (const one of cases) await measure(one.worker.url, one.headers, one.times);
}
const base = median(cases[0].times);
console.log(`${cases[0].times.length} requests each, none failed; milliseconds`);
for (const { name, times, worker } of cases) {
  const [p50, p99] = [median(times), quantile(times, 0.99)];
  const more = (p50 - base).toFixed(2);
  console.log(
    `${name.padEnd(18)} median ${p50.toFixed(2)} (${more > 0 ? "+" : ""}${more})  p99 ${p99.toFixed(2)}`,
  );
  await worker.close();
}
process.exit(0);
