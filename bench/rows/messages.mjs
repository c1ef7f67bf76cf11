import { paced, pooled } from "../harness/http.mjs";
import { median, quantile, sum } from "../harness/numbers.mjs";

const members = 50;
const perSecond = 50;

/** The newest page of a room's messages, cached and not; the constant route in between as in `polling`. */
export async function run({ plaza, size }) {
  const { client, community } = await plaza();
  const people = await community.addPeople(members);
  const roomId = await community.addRoom(people, 60);
  const headers = (index) => ({ cookie: people[index % members].cookie });
  const page = (index, room = roomId) =>
    client.get(`/api/chat/rooms/${room}/messages?limit=10`, headers(index));
  const constant = (index) => client.get("/api/health/constant", headers(index));

  await pooled(4, members, (at) => page(at));
  await pooled(4, members, constant);
  const rounds = [];
  const count = size(200, 100);
  for (let round = 0; round < size(5, 2); round += 1) {
    const answers = await paced(2 * perSecond, 2 * count, (at) =>
      at % 2 === 0 ? page(at / 2) : constant((at - 1) / 2),
    );
    // A page is kept for 3 s: those who find none are the other measurement.
    const cached = answers.filter(({ d1 }, at) => at % 2 === 0 && d1 === 0);
    rounds.push({ cached, asked: count, constants: answers.filter((_, at) => at % 2 === 1) });
  }

  const coldRooms = size(50, 10);
  const cold = [];
  for (let index = 0; index < coldRooms; index += 1) {
    const room = await community.addRoom(people, 20);
    cold.push(await page(index, room));
  }
  const share =
    sum(rounds.map(({ cached }) => cached.length)) / sum(rounds.map(({ asked }) => asked));
  const most = Math.max(...cold.map(({ d1 }) => d1));
  return [
    {
      what: "newest page of 10, answered from the cache",
      measured: 100 * share,
      unit: "%",
      ok: null,
    },
    compare("cached: 0 D1 queries, median", rounds, 0.5),
    compare("cached: 0 D1 queries, p99", rounds, 0.99),
    {
      what: `uncached: D1 queries, ${coldRooms} cold rooms`,
      measured: most,
      unit: "at most",
      reach: "≤ 2",
      ok: most <= 2,
    },
    {
      what: "uncached, median",
      measured: median(cold.map(({ ms }) => ms)),
      unit: "ms",
      ok: null,
    },
  ];
}

/** The median over rounds of a quantile of the pages, and of its ratio to the constant route's. */
function compare(what, rounds, q) {
  const at = (answers) =>
    quantile(
      answers.map(({ ms }) => ms),
      q,
    );
  const ratio = median(rounds.map(({ cached, constants }) => at(cached) / at(constants)));
  return {
    what,
    measured: median(rounds.map(({ cached }) => at(cached))),
    unit: "ms",
    reference: median(rounds.map(({ constants }) => at(constants))),
    referenceIs: "constant route",
    ratio,
    reach: "≤ 2 ×",
    ok: ratio <= 2,
  };
}
