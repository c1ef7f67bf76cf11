import { startServerProcess, startWorkerProcess } from "../harness/child.mjs";
import { pooled } from "../harness/http.mjs";
import { median, quantile, sum } from "../harness/numbers.mjs";

/**
 * One room with 1,000 sockets, against a bare `ws` server, with the same client in a process of its own. Rounds alternate between the
 * two, so that a busy machine slows both.
 */
export async function run({ plaza, size }) {
  const sockets = size(1_000, 100);
  const clients = [];
  const open = async (addresses) => {
    const client = startWorkerProcess("bench/fanout/client.mjs");
    clients.push(client);
    const { opened } = await client.ask({ open: addresses });
    if (opened !== sockets) throw new Error(`${opened} of ${sockets} sockets are open`);
    return { ask: client.ask, many: [], single: [] };
  };
  const bareServer = await startServerProcess("bench/fanout/bare-server.mjs");
  try {
    const ours = await open(await takeTickets(await plaza(), sockets));
    const address = { url: `ws://127.0.0.1:${bareServer.line}`, protocols: [] };
    const bare = await open(Array.from({ length: sockets }, () => address));
    const many = { count: size(512, 64), inFlight: 64 };
    const single = { count: size(100, 10), inFlight: 1 };
    for (const side of [ours, bare]) {
      await side.ask({ post: { count: 64, inFlight: 64 } });
      await side.ask({ post: { count: 10, inFlight: 1 } });
    }
    for (let round = 0; round < size(3, 1); round += 1) {
      for (const side of [ours, bare]) {
        side.many.push(await side.ask({ post: many }));
        side.single.push(await side.ask({ post: single }));
      }
    }
    return toMeasurements({ ours, bare, sockets });
  } finally {
    for (const { close } of [...clients, bareServer]) close();
  }
}

/** As members do it: a ticket each, which opens one socket. */
async function takeTickets({ client, community }, count) {
  const people = await community.addPeople(count);
  const roomId = await community.addRoom(people);
  return pooled(8, count, async (index) => {
    const path = `/api/chat/rooms/${roomId}/tickets`;
    const { text } = await client.post(path, { cookie: people[index].cookie });
    const { ticket, url } = JSON.parse(text);
    return { url, protocols: ["plaza.v1", `ticket.${ticket}`] };
  });
}

const p99 = ({ latencies }) => quantile(latencies, 0.99);
const p50 = ({ latencies }) => quantile(latencies, 0.5);
const perSecond = ({ delivered, seconds }) => delivered / seconds;

function toMeasurements({ ours, bare, sockets }) {
  const speed = median(ours.many.map(perSecond));
  const bareSpeed = median(bare.many.map(perSecond));
  const [late, bareLate] = [ours, bare].map(({ single }) => median(single.map(p99)));
  const [usual, bareUsual] = [ours, bare].map(({ single }) => median(single.map(p50)));
  const missing = sum([...ours.many, ...ours.single].map((one) => Math.abs(one.missing)));
  return [
    {
      what: `${sockets} sockets, 64 posts in flight, all stored`,
      measured: speed,
      unit: "deliveries/s",
      reference: bareSpeed,
      referenceIs: "bare ws",
      ratio: speed / bareSpeed,
      reach: "≥ 3 ×",
      ok: speed / bareSpeed >= 3,
    },
    {
      what: "one in flight, post → last socket, p99",
      measured: late,
      unit: "ms",
      reference: bareLate,
      referenceIs: "bare ws",
      ratio: late / bareLate,
      reach: "≤ 2.5 ×",
      ok: late / bareLate <= 2.5,
    },
    {
      what: "the same, median",
      measured: usual,
      unit: "ms",
      reference: bareUsual,
      referenceIs: "bare ws",
      ratio: usual / bareUsual,
      ok: null,
    },
    {
      what: "deliveries lost or doubled",
      measured: missing,
      unit: "",
      reach: "0",
      ok: missing === 0,
    },
  ];
}
