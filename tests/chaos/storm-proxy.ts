import { once } from "node:events";
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { seeded } from "../../lib/sync/testing/seeded";

/** Chances from 0 to 1 for each call of the chat's API, and what happens to sockets; milliseconds. */
const storm = {
  lost: 0.03,
  answerLost: 0.04,
  doubled: 0.05,
  delayed: 0.15,
  longestDelayMs: 250,
  longestLifeMs: 40_000,
  longestHoldMs: 1_500,
  longestCalmMs: 8_000,
} as const;
const upstreamTimeoutMs = 30_000;
const stormyPath = /^\/api\/chat\//;

type StormProxy = {
  url: string;
  /** How often what happened. */
  counts: Record<"calls" | "lost" | "answersLost" | "doubled" | "delayed" | "held" | "cut", number>;
  begin(): void;
  /** From now on it passes everything on. */
  end(): void;
  close(): Promise<void>;
};

type Answer = { status: number; headers: IncomingMessage["headers"]; body: Buffer };

/**
 * Stands between everybody and a Plaza at `targetPort` of this machine. In a storm calls of the chat's API do not arrive,
 * arrive twice at once, late (and so behind later ones of other connections), or are answered in vain; sockets are cut,
 * and what the server says on them is held back for a while. The seed decides in the order in which calls come in.
 */
export async function startStormProxy(targetPort: number, seed: number): Promise<StormProxy> {
  const random = seeded(seed);
  const counts = { calls: 0, lost: 0, answersLost: 0, doubled: 0, delayed: 0, held: 0, cut: 0 };
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Duplex>();
  let stormy = false;

  const happens = (what: keyof typeof counts, chance: number): boolean => {
    const does = random() < chance;
    if (does) counts[what] += 1;
    return does;
  };

  async function pass(call: IncomingMessage, body: Buffer): Promise<Answer> {
    const signal = AbortSignal.timeout(upstreamTimeoutMs);
    const { method, url: path, headers } = call;
    const sent = request({
      port: targetPort,
      host: "127.0.0.1",
      agent,
      method,
      path,
      headers,
      signal,
    });
    sent.end(body);
    const [answer]: IncomingMessage[] = await once(sent, "response", { signal });
    if (!answer) throw new Error("There is no answer");
    return {
      status: answer.statusCode ?? 502,
      headers: answer.headers,
      body: await readAll(answer),
    };
  }

  async function weather(call: IncomingMessage, body: Buffer): Promise<Answer | null> {
    counts.calls += 1;
    if (happens("delayed", storm.delayed)) await wait(random() * storm.longestDelayMs);
    if (happens("lost", storm.lost)) return null;
    const copies = happens("doubled", storm.doubled) ? 2 : 1;
    const answers = await Promise.all(Array.from({ length: copies }, () => pass(call, body)));
    return happens("answersLost", storm.answerLost) ? null : (answers.at(-1) ?? null);
  }

  async function handle(call: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(call);
    const isStormy = stormy && stormyPath.test(call.url ?? "");
    const answer = await (isStormy ? weather(call, body) : pass(call, body));
    if (!answer) return void response.destroy();
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  /** Cuts a socket some day, and now and then holds what comes from the server. */
  function trouble(upstream: Socket, cut: () => void): void {
    const isOpen = () => !upstream.destroyed;
    const endsAt = Date.now() + random() * storm.longestLifeMs;
    const next = (): void => {
      if (!isOpen() || !stormy) return;
      if (Date.now() > endsAt) {
        counts.cut += 1;
        return cut();
      }
      counts.held += 1;
      upstream.pause();
      setTimeout(() => upstream.resume(), random() * storm.longestHoldMs).unref();
      setTimeout(next, storm.longestHoldMs + random() * storm.longestCalmMs).unref();
    };
    setTimeout(next, random() * storm.longestCalmMs).unref();
  }

  const server = createServer((call, response) => {
    handle(call, response).catch(() => response.destroy());
  });
  server.on("upgrade", (call, socket, head) => {
    const upstream = connect(targetPort, "127.0.0.1");
    const cut = () => {
      for (const one of [socket, upstream]) {
        sockets.delete(one);
        one.destroy();
      }
    };
    for (const one of [socket, upstream]) {
      sockets.add(one);
      one.on("error", cut).on("close", cut);
    }
    const names = call.rawHeaders.filter((_, index) => index % 2 === 0);
    const lines = names.map((name, index) => `${name}: ${call.rawHeaders[2 * index + 1]}`);
    upstream.write(`GET ${call.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket);
    socket.pipe(upstream);
    if (stormy) trouble(upstream, cut);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port");
  return {
    url: `http://localhost:${address.port}`,
    counts,
    begin: () => void (stormy = true),
    end: () => void (stormy = false),
    async close() {
      for (const socket of sockets) socket.destroy();
      agent.destroy();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function readAll(from: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of from) chunks.push(chunk);
  return Buffer.concat(chunks);
}
