import WebSocket from "ws";

/**
 * The sockets of a room, the same for Plaza and for the bare server, in a process of its own. Orders come from the parent:
 * `{open: [{url, protocols}]}` opens them, `{post: {count, inFlight}}` posts so many messages, the next of each of `inFlight`
 * writers when all sockets have the one before. Answers `{opened}` and `{seconds, latencies, delivered, missing}`: milliseconds from
 * sending a post to its arrival at the last socket; `missing` are deliveries that did not come within 30 s.
 */
const giveUpMs = 30_000;
const openAtOnce = 20;
/** As browsers do: a room lets go of sockets that it has not heard of for 90 s. */
const pingEveryMs = 25_000;

let sockets = [];
/** Codes of sockets that were closed although they were to stay open. */
const closed = [];
setInterval(() => sockets.forEach((socket) => socket.send("ping")), pingEveryMs);
/** Frames come to all sockets with the same bytes: parsed once, as long as they come one after the other. */
let last = { data: Buffer.alloc(0), clientIds: [] };
let onArrival = () => {};

process.on("message", (order) => {
  const answer = order.open ? open(order.open) : post(order.post);
  answer.then(
    (result) => process.send(result),
    (error) => process.send({ failure: error.stack }),
  );
});
process.on("disconnect", () => process.exit(0));

async function open(addresses) {
  for (const socket of sockets) socket.terminate();
  sockets = [];
  for (let at = 0; at < addresses.length; at += openAtOnce) {
    await Promise.all(addresses.slice(at, at + openAtOnce).map(openOne));
  }
  return { opened: sockets.length };
}

/** Open is a socket that has been greeted: from then on it gets every frame. */
function openOne({ url, protocols }) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols, { perMessageDeflate: false });
    socket.on("error", reject);
    socket.on("close", (code) => {
      closed.push(code);
      reject(new Error(`A socket closed with ${code}`));
    });
    socket.on("message", (data) => {
      const { type, clientIds } = read(data);
      if (type === "messages") for (const clientId of clientIds) onArrival(clientId);
      if (type === "nack") reject(new Error(String(data)));
      if (type !== "hello") return;
      sockets.push(socket);
      resolve();
    });
  });
}

const pong = Buffer.from("pong");

function read(data) {
  if (data.equals(pong)) return { type: "pong", clientIds: [] };
  if (data.equals(last.data)) return last;
  const frame = JSON.parse(data);
  const clientIds = frame.messages?.map(({ clientId }) => clientId) ?? [];
  last = { data, type: frame.type, clientIds };
  return last;
}

let runs = 0;

async function post({ count, inFlight }) {
  if (closed.length > 0) throw new Error(`${closed.length} sockets closed, with ${closed[0]}`);
  runs += 1;
  const run = `run-${process.pid}-${runs}`;
  const arrived = new Map();
  const latencies = [];
  let delivered = 0;
  let sent = 0;
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const finish = () => {
      clearTimeout(timer);
      onArrival = () => {};
      const seconds = (performance.now() - startedAt) / 1000;
      resolve({ seconds, latencies, delivered, missing: count * sockets.length - delivered });
    };
    const timer = setTimeout(finish, giveUpMs + count * 50);
    const sendNext = (writer) => {
      if (sent === count) return;
      sent += 1;
      const clientId = `${run}-${sent}`;
      arrived.set(clientId, { times: 0, writer, sentAt: performance.now() });
      const body = `Message ${sent}: the lantern by the gate is broken again, who has the ladder?`;
      sockets[writer % sockets.length].send(JSON.stringify({ type: "post", clientId, body }));
    };
    onArrival = (clientId) => {
      const known = arrived.get(clientId);
      if (!known) return;
      known.times += 1;
      delivered += 1;
      if (known.times < sockets.length) return;
      latencies.push(performance.now() - known.sentAt);
      // A frame too many would be counted as missing the other way round.
      if (latencies.length === count) setTimeout(finish, 0);
      else sendNext(known.writer);
    };
    for (let writer = 0; writer < inFlight; writer += 1) sendNext(writer);
  });
}
