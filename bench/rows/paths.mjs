import { median, quantile } from "../harness/numbers.mjs";
import { root } from "../../scripts/local/paths.mjs";
import { generateTraffic } from "../../scripts/local/traffic/generate.mjs";
import { listProductRoutes } from "../../scripts/local/traffic/routes.mjs";
import { sendLines, toLines } from "../../scripts/local/traffic/send-lines.mjs";

const hourMs = 3_600_000;
/** Of fewer than a hundred answers a round, the slowest would be their p99. */
const cachedPerQuestion = 20;
const waitMs = 120_000;
/** For what was begun behind the last look. */
const settleMs = 4_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The dashboard's report over days of traffic: each question is asked of D1 once, and then of the cache. */
export async function run({ plaza, size }) {
  const { url, client, operator } = await plaza();
  const end = Math.floor(Date.now() / hourMs) * hourMs;
  const days = size(14, 2);
  const requests = size(40_000, 3_000);
  const productRoutes = listProductRoutes(root);
  const { events } = generateTraffic({
    requests,
    paths: 60,
    days,
    seed: "paths",
    end,
    productRoutes,
  });
  const token = operator.authorization.slice("Bearer ".length);
  await sendLines({ url, token }, toLines(events));

  const from = end - days * 24 * hourMs;
  const ask = async (hours, more = "") => {
    const range = `from=${from + hours * hourMs}&to=${end}`;
    const answer = await client.get(`/api/admin/paths?${range}${more}`, operator);
    return { ms: answer.ms, ...JSON.parse(answer.text) };
  };
  await untilCounted(ask, requests);

  const rounds = [];
  let hours = 0;
  for (let round = 0; round < size(5, 1); round += 1) {
    const [direct, cached] = [[], []];
    for (let question = 0; question < size(15, 10); question += 1) {
      hours += 1;
      direct.push(await askFor(ask, hours, "d1"));
      for (let time = 0; time < cachedPerQuestion; time += 1) {
        cached.push(await askFor(ask, hours, "cache"));
      }
    }
    rounds.push({ direct, cached });
  }
  const what = `${days} days of 60 paths, cached`;
  return [
    { ...compare(rounds, 0.99), what: `${what}, p99` },
    { ...compare(rounds, 0.5), what: `${what}, median`, reach: undefined, ok: null },
  ];
}

/** A quantile of the cached answers against that of D1's, as medians over rounds. */
function compare(rounds, q) {
  const ratio = median(
    rounds.map(({ cached, direct }) => quantile(cached, q) / quantile(direct, q)),
  );
  return {
    measured: median(rounds.map(({ cached }) => quantile(cached, q))),
    unit: "ms",
    reference: median(rounds.map(({ direct }) => quantile(direct, q))),
    referenceIs: "from D1",
    ratio,
    reach: "≤ 0.1 ×",
    ok: ratio <= 0.1,
  };
}

/** The time of one answer, which must come from there. */
async function askFor(ask, hours, source) {
  const { ms, dataSource } = await ask(hours);
  if (dataSource !== source) throw new Error(`An answer came from ${dataSource}, not ${source}`);
  return ms;
}

/** What was sent goes through the queue and is aggregated; each look is another question, and has what waits aggregated. */
async function untilCounted(ask, requests) {
  const deadline = Date.now() + waitMs;
  for (let hours = -1; ; hours -= 1) {
    const { totals } = await ask(hours, "&refresh=true");
    if (totals.requests >= requests) return pause(settleMs);
    if (Date.now() > deadline) {
      throw new Error(`${totals.requests} of ${requests} requests are counted after ${waitMs} ms`);
    }
    await pause(2_000);
  }
}
