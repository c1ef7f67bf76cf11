import WebSocket from "ws";
import { quantile } from "../harness/numbers.mjs";

const openAtOnce = 20;
const giveUpMs = 60_000;

/**
 * Opens the sockets of rooms: `rooms` are `{id, tickets: {url, protocols}[]}`. Answers
 * `{opened, refused, closed(), post(perSecond, seconds), close()}`; `closed()` says how many ended by themselves, with which codes.
 */
export async function openRooms(rooms) {
  const posts = new Map();
  const all = [];
  const groups = rooms.map(() => []);
  let refused = 0;
  const closed = new Map();
  let isOver = false;

  const openOne = (group, { url, protocols }) =>
    new Promise((done) => {
      const socket = new WebSocket(url, protocols, { perMessageDeflate: false });
      const refuse = () => {
        refused += 1;
        done();
      };
      socket.once("error", refuse);
      socket.on("message", (data) => {
        // Frames come to all sockets of a room; only these two kinds are of interest.
        const text = data.toString();
        if (text.startsWith('{"type":"messages"')) return hear(text);
        if (!text.startsWith('{"type":"hello"')) return;
        socket.off("error", refuse);
        socket.on("error", () => undefined);
        socket.on("close", (code) => isOver || closed.set(code, (closed.get(code) ?? 0) + 1));
        group.push(socket);
        all.push(socket);
        done();
      });
    });

  const hear = (text) => {
    for (const { clientId } of JSON.parse(text).messages) posts.get(clientId)?.hear();
  };

  const addresses = rooms.flatMap(({ tickets }, at) =>
    tickets.map((ticket) => ({ group: groups[at], ticket })),
  );
  for (let at = 0; at < addresses.length; at += openAtOnce) {
    const some = addresses.slice(at, at + openAtOnce);
    await Promise.all(some.map(({ group, ticket }) => openOne(group, ticket)));
  }

  let sent = 0;
  /** Sends one post to the next room; answers ms until its last socket has it, or null after 60 s. */
  const postOne = () =>
    new Promise((done) => {
      sent += 1;
      const group = groups[sent % groups.length];
      const clientId = `load-${process.pid}-${sent}`;
      const startedAt = performance.now();
      const finish = (ms) => {
        clearTimeout(timer);
        posts.delete(clientId);
        done(ms);
      };
      const timer = setTimeout(() => finish(null), giveUpMs);
      let left = group.length;
      posts.set(clientId, {
        hear() {
          left -= 1;
          if (left === 0) finish(performance.now() - startedAt);
        },
      });
      const body = `Message ${sent}: the lantern by the gate is broken again, who has the ladder?`;
      group[sent % group.length].send(JSON.stringify({ type: "post", clientId, body }));
    });

  return {
    opened: all.length,
    refused,
    closed: () => [...closed].map(([code, times]) => `${times} with ${code}`).join(", ") || "none",
    /** So many posts a second, whether the earlier ones have arrived or not: `{posts, missing, p50, p99, most}` in ms. */
    async post(perSecond, seconds) {
      const waits = [];
      const startedAt = performance.now();
      for (let index = 0; index < perSecond * seconds; index += 1) {
        const dueIn = startedAt + (index * 1000) / perSecond - performance.now();
        if (dueIn > 0) await new Promise((resolve) => setTimeout(resolve, dueIn));
        waits.push(postOne());
      }
      return summarise(await Promise.all(waits));
    },
    close() {
      isOver = true;
      for (const socket of all) socket.terminate();
    },
  };
}

/** Milliseconds of what came; null is what did not. */
export function summarise(all) {
  const came = all.filter((ms) => ms !== null);
  return {
    count: all.length,
    missing: all.length - came.length,
    p50: came.length > 0 ? quantile(came, 0.5) : Number.NaN,
    p99: came.length > 0 ? quantile(came, 0.99) : Number.NaN,
    most: came.length > 0 ? Math.max(...came) : Number.NaN,
  };
}
