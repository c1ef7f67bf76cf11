import { median } from "../harness/numbers.mjs";
import { pooled } from "../harness/http.mjs";
import { startRedis } from "../harness/redis.mjs";
import { openWorker } from "../harness/worker.mjs";

/**
 * The jwt callback with its values cached: D1 queries of `GET /api/auth/session` on the built product, and the processor time of the
 * callback alone, which is what a runtime with nothing else to do spends on some thousand of them.
 */
export async function run({ plaza, size }) {
  const redis = await startRedis();
  const rounds = { memory: await measureCpu({}, size), redis: [] };
  if (redis) {
    const variables = {
      UPSTASH_REDIS_REST_URL: redis.url,
      UPSTASH_REDIS_REST_TOKEN: redis.token,
      REDIS_TIMEOUT_MS: "2000",
    };
    rounds.redis = await measureCpu(variables, size);
    redis.stop();
  }
  const queries = await countQueries(await plaza(), size(300, 30));
  return [
    {
      what: "D1 queries of GET /api/auth/session, warm",
      measured: queries,
      unit: "at most",
      reach: "0",
      ok: queries === 0,
    },
    toCpu("CPU of the callback, warm in isolate memory", rounds.memory),
    toCpu("CPU of the callback, warm in Redis", rounds.redis),
  ];
}

function toCpu(what, rounds) {
  const measured = rounds.length === 0 ? null : median(rounds);
  return {
    what,
    measured,
    unit: "ms",
    reach: "< 1 ms",
    ok: measured === null ? null : measured < 1,
  };
}

/** Milliseconds of processor time a call, round by round. */
async function measureCpu(bindings, size) {
  const worker = await openWorker({
    entry: "bench/jwt/worker.mjs",
    bindings,
    d1Databases: { DB: "jwt" },
  });
  try {
    const db = await worker.miniflare.getD1Database("DB");
    await db
      .prepare("INSERT INTO users (id, email, name, role, created_at) VALUES (?1, ?2, ?3, ?4, 0)")
      .bind("person0000000001", "person@bench.example", "Person 1", "admin")
      .run();
    await worker.call("/?times=200");
    const times = size(2_000, 200);
    const rounds = [];
    for (let round = 0; round < size(5, 1); round += 1) {
      const before = worker.readCpuMs();
      await worker.call(`/?times=${times}`);
      if (before !== null) rounds.push((worker.readCpuMs() - before) / times);
    }
    return rounds;
  } finally {
    await worker.close();
  }
}

async function countQueries({ client, community }, times) {
  const people = await community.addPeople(10);
  const ask = (index) => client.get("/api/auth/session", { cookie: people[index % 10].cookie });
  await pooled(2, 20, ask);
  const answers = await pooled(2, times, ask);
  return Math.max(...answers.map(({ d1 }) => d1));
}
