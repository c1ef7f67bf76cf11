import "../scripts/local/quiet.mjs";
import { readArgs } from "../scripts/local/args.mjs";
import { failWith, say } from "../scripts/local/say.mjs";
import { paced, pooled } from "./harness/http.mjs";
import { openPlaza } from "./harness/plaza.mjs";
import { describeRun, toText } from "./harness/report.mjs";
import { readMemory } from "./load/memory.mjs";
import { openRooms, summarise } from "./load/sockets.mjs";

const usage = "npm run load -- [--quick] [--site DIR]";

/** Beyond this a step has failed: people notice. */
const patienceMs = 1_000;

/**
 * `npm run load`: how the built product does under many sockets and many pollers, and what gives way first when more is
 * asked of it. Each step prints a line; `--quick` a tenth of everything.
 */
async function main() {
  const { values } = readArgs(process.argv.slice(2), { quick: "boolean", site: "string" }, usage);
  const size = (full) => (values.quick ? Math.ceil(full / 10) : full);
  console.log(JSON.stringify(describeRun()));
  const plaza = await openPlaza(values.site);
  try {
    await loadSockets(plaza, { rooms: 1, perRoom: size(1_000) }, [1, 5, 10, 20, 40, 80], size(10));
    await loadSockets(plaza, { rooms: size(100), perRoom: 20 }, [10, 50, 100, 200, 400], size(10));
    await loadPollers(plaza, size(500), [100, 200, 400, 800], size(10));
  } finally {
    await plaza.close();
  }
  process.exit(0);
}

/** Sockets in rooms, then ever more posts a second until they come too late. */
async function loadSockets(plaza, { rooms: count, perRoom }, rates, seconds) {
  const people = await plaza.community.addPeople(perRoom);
  const rooms = await pooled(4, count, async () => {
    const id = await plaza.community.addRoom(people);
    return { id, tickets: await takeTickets(plaza, id, people) };
  });
  const before = await readMemory();
  const startedAt = performance.now();
  const sockets = await openRooms(rooms);
  const openedIn = (performance.now() - startedAt) / 1000;
  const after = await readMemory();
  say(
    `${sockets.opened} sockets in ${count} rooms, ${sockets.refused} refused, open after ${toText(openedIn)} s; workerd ${toText(before)} → ${toText(after)} MB, ${toText(((after - before) * 1024) / sockets.opened)} kB a socket`,
  );
  await sockets.post(1, 3);
  for (const rate of rates) {
    const { count: posts, missing, p50, p99, most } = await sockets.post(rate, seconds);
    say(
      `  ${rate} posts/s (${rate * perRoom} deliveries/s): post → last socket p50 ${toText(p50)}, p99 ${toText(p99)}, most ${toText(most)} ms; ${missing} of ${posts} missing, sockets closed: ${sockets.closed()}; workerd ${toText(await readMemory())} MB`,
    );
    if (missing > 0 || p99 > patienceMs) break;
  }
  sockets.close();
}

/** Looks into one room while somebody writes there once a second. */
async function loadPollers(plaza, count, rates, seconds) {
  const { client, community } = plaza;
  const people = await community.addPeople(count);
  const roomId = await community.addRoom(people, 50);
  const path = `/api/chat/rooms/${roomId}/meta`;
  const before = await readMemory();
  const look = async (index) => {
    const { cookie } = people[index % count];
    return client.get(path, { cookie }).catch(() => null);
  };
  await paced(50, Math.min(count, 250), look);
  for (const rate of rates) {
    let posts = 0;
    const writing = setInterval(() => {
      const body = { clientId: `poll-${rate}-${(posts += 1)}`, body: "Who has the ladder?" };
      const headers = { cookie: people[0].cookie };
      client.post(`/api/chat/rooms/${roomId}/messages`, headers, body).catch(() => undefined);
    }, 1_000);
    const answers = await paced(rate, rate * seconds, look);
    clearInterval(writing);
    const { p50, p99, most, missing } = summarise(answers.map((answer) => answer?.ms ?? null));
    const free = answers.filter((answer) => answer?.d1 === 0).length;
    say(
      `${count} pollers, ${rate} polls/s: p50 ${toText(p50)}, p99 ${toText(p99)}, most ${toText(most)} ms; ${missing} of ${answers.length} failed; ${toText((100 * free) / answers.length)} % without D1; workerd ${toText(before)} → ${toText(await readMemory())} MB`,
    );
    if (missing > 0 || p99 > patienceMs) break;
  }
}

/** As members do it: a ticket each, which opens one socket. */
function takeTickets({ client }, roomId, people) {
  return pooled(8, people.length, async (person) => {
    const path = `/api/chat/rooms/${roomId}/tickets`;
    const { text } = await client.post(path, { cookie: people[person].cookie });
    const { ticket, url } = JSON.parse(text);
    return { url, protocols: ["plaza.v1", `ticket.${ticket}`] };
  });
}

main().catch(failWith);
