import { paced, pooled } from "../harness/http.mjs";
import { median, quantile } from "../harness/numbers.mjs";

/** 250 members who each ask every 2.5 s. */
const members = 250;
const pollsPerSecond = 100;
/** Every third asks the constant route. */
const constantsPerSecond = pollsPerSecond / 2;
const isConstant = (at) => at % 3 === 2;
/** Requests of a round, of both kinds. */
const perRound = 450;

/**
 * Idle polling of one room. Calls of the constant route leave between the polls, so that both meet the same machine.
 * Each round gives a ratio; the median of them is the result.
 */
export async function run({ plaza, size }) {
  const { client, community, hasRedis } = await plaza();
  const people = await community.addPeople(members);
  const roomId = await community.addRoom(people, 60);
  const cookieOf = (index) => ({ cookie: people[index % members].cookie });
  const poll = (index) => client.get(`/api/chat/rooms/${roomId}/meta`, cookieOf(index));
  const constant = (index) => client.get("/api/health/constant", cookieOf(index));

  await pooled(4, members, poll);
  await pooled(4, 100, constant);
  const count = size(perRound, 150);
  const rounds = [];
  for (let round = 0; round < size(5, 2); round += 1) {
    const answers = await paced(pollsPerSecond + constantsPerSecond, count, (at) =>
      isConstant(at) ? constant(at) : poll(at),
    );
    const polls = answers.filter((_, at) => !isConstant(at));
    const constants = answers.filter((_, at) => isConstant(at));
    rounds.push({ polls, p99: p99(polls), constant: p99(constants) });
  }

  const polls = rounds.flatMap((round) => round.polls);
  const free = polls.filter(({ d1 }) => d1 === 0).length / polls.length;
  const loneCosts = await pollAlone(poll, size(10, 3));
  const p99Ratio = median(rounds.map((round) => round.p99 / round.constant));
  return [
    {
      what: `polls without a D1 query${hasRedis ? "" : " (NO REDIS HERE)"}`,
      measured: 100 * free,
      unit: "%",
      reach: "≥ 98 %",
      ok: hasRedis ? free >= 0.98 : null,
    },
    {
      what: "D1 queries of a lone poll, caches expired",
      measured: Math.max(...loneCosts),
      unit: "at most",
      reach: "≤ 1",
      ok: Math.max(...loneCosts) <= 1,
    },
    {
      what: "body",
      measured: Math.max(...polls.map(({ bytes }) => bytes)),
      unit: "bytes",
      reach: "≤ 120",
      ok: polls.every(({ bytes }) => bytes <= 120),
    },
    {
      what: `p99 at ${pollsPerSecond} polls/s`,
      measured: median(rounds.map((round) => round.p99)),
      unit: "ms",
      reference: median(rounds.map((round) => round.constant)),
      referenceIs: "constant route",
      ratio: p99Ratio,
      reach: "≤ 1.5 ×",
      ok: p99Ratio <= 1.5,
    },
  ];
}

const p99 = (answers) =>
  quantile(
    answers.map(({ ms }) => ms),
    0.99,
  );

/** Longer than a room's numbers are kept (1 s), so that each of them finds nothing. */
const expiryMs = 1_300;

async function pollAlone(poll, times) {
  const costs = [];
  for (let index = 0; index < times; index += 1) {
    await new Promise((resolve) => setTimeout(resolve, expiryMs));
    costs.push((await poll(0)).d1);
  }
  return costs;
}
