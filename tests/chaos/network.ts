import * as z from "zod/mini";
import type { $ZodType } from "zod/v4/core";
import { asUserHeader } from "../../lib/http/as-user";
import { NetworkError, readAnswer, type Exchange, type FetchInit } from "../../lib/http/fetcher";
import type { Cancel, Effects, SocketLike, SocketListener, Wake } from "../../lib/sync/effects";
import { seeded } from "../../lib/sync/testing/seeded";

/** What happens to requests and frames; each is a chance from 0 to 1. */
type Weather = {
  requestLost: number;
  answerLost: number;
  /** Sent twice; the second answer counts. */
  doubled: number;
  neverAnswered: number;
  frameLost: number;
  frameDoubled: number;
  longestDelayMs: number;
};

const storm: Weather = {
  requestLost: 0.05,
  answerLost: 0.08,
  doubled: 0.08,
  neverAnswered: 0.02,
  frameLost: 0.03,
  frameDoubled: 0.05,
  longestDelayMs: 120,
};
const calm: Weather = {
  requestLost: 0,
  answerLost: 0,
  doubled: 0,
  neverAnswered: 0,
  frameLost: 0,
  frameDoubled: 0,
  longestDelayMs: 0,
};

const confirmationSchema = z.object({ message: z.object({ clientId: z.string() }) });
const neverMs = 1_500;
const requestTimeoutMs = 15_000;

/** The real network to a running Plaza, as one who has bad luck sees it. Chance comes from a seed. */
export class BadNetwork {
  readonly effects: Effects;
  /** The client ids of messages that the server said it has. */
  readonly acknowledged = new Set<string>();
  private weather = storm;
  private readonly random: () => number;
  private readonly sockets = new Map<WebSocket, SocketListener>();
  private readonly wakeListeners = new Set<(wake: Wake) => void>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private ids = 0;

  constructor(
    private readonly server: { url: string; cookie: string },
    private readonly name: string,
    seed: number,
  ) {
    this.random = seeded(seed);
    this.effects = {
      fetchJson: (url, schema, init) => this.fetchJson(url, schema, init),
      openSocket: (url, protocols, listener) => this.openSocket(url, protocols, listener),
      now: () => Date.now(),
      random: () => this.random(),
      newId: () => `${this.name}-${(this.ids += 1)}-of-the-chaos`,
      after: (ms, run) => this.after(ms, run),
      isVisible: () => true,
      onWake: (listener) => {
        this.wakeListeners.add(listener);
        return () => void this.wakeListeners.delete(listener);
      },
      vault: null,
      openFile: () => Promise.reject(new Error("Nobody sends files here")),
      withLock: (_name, run) => run(),
      standFor: () => null,
      openChannel: () => ({ tell: () => undefined, close: () => undefined }),
    };
  }

  /** The socket is gone, without a word of the server. */
  dropSockets(): void {
    for (const [socket, listener] of this.sockets) {
      this.sockets.delete(socket);
      socket.close();
      listener.onClose({ code: 1006, reason: "" });
    }
  }

  /** From now on everything arrives, once. */
  calmDown(): void {
    this.weather = calm;
    for (const listener of this.wakeListeners) listener("online");
  }

  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    for (const socket of this.sockets.keys()) socket.close();
    this.sockets.clear();
  }

  private happens(chance: number): boolean {
    return this.random() < chance;
  }

  private after(ms: number, run: () => void): Cancel {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    this.timers.add(timer);
    return () => {
      this.timers.delete(timer);
      clearTimeout(timer);
    };
  }

  private delay(): Promise<void> {
    const ms = this.random() * this.weather.longestDelayMs;
    return ms < 1 ? Promise.resolve() : new Promise((resolve) => this.after(ms, resolve));
  }

  private async fetchJson<T>(url: string, schema: $ZodType<T>, init: FetchInit = {}): Promise<T> {
    const { requestLost, doubled, answerLost, neverAnswered } = this.weather;
    await this.delay();
    if (this.happens(requestLost)) throw new NetworkError("The request was lost");
    let answer = await this.exchange(url, init);
    if (this.happens(doubled)) answer = await this.exchange(url, init);
    await this.delay();
    if (this.happens(neverAnswered)) {
      await new Promise<void>((resolve) => this.after(neverMs, resolve));
      throw new NetworkError("It was never answered");
    }
    if (this.happens(answerLost)) throw new NetworkError("The answer was lost");
    const value = readAnswer(answer, schema);
    if (init.method === "POST" && url.endsWith("/messages")) this.note(answer.text);
    return value;
  }

  /** Remembers the message that an answer or a frame confirms. */
  private note(text: string): void {
    const confirmed = confirmationSchema.safeParse(JSON.parse(text));
    if (confirmed.success) this.acknowledged.add(confirmed.data.message.clientId);
  }

  private async exchange(path: string, init: FetchInit): Promise<Exchange> {
    const { url, cookie } = this.server;
    try {
      const response = await fetch(url + path, {
        method: init.method ?? "GET",
        body: init.json === undefined ? null : JSON.stringify(init.json),
        signal: AbortSignal.timeout(requestTimeoutMs),
        headers: {
          cookie,
          origin: url,
          ...(init.json === undefined ? {} : { "content-type": "application/json" }),
          ...(init.asUser === undefined ? {} : { [asUserHeader]: init.asUser }),
        },
      });
      const { status, headers } = response;
      return { status, headers, text: await response.text() };
    } catch (cause) {
      throw new NetworkError("The network failed", cause);
    }
  }

  private openSocket(url: string, protocols: string[], listener: SocketListener): SocketLike {
    const socket = new WebSocket(url, protocols);
    const isOpen = () => this.sockets.has(socket);
    this.sockets.set(socket, listener);
    const deliver = async (data: unknown) => {
      await this.delay();
      if (!isOpen()) return;
      if (String(data).startsWith('{"type":"ack"')) this.note(String(data));
      listener.onMessage(data);
    };
    socket.onmessage = ({ data }) => {
      const { frameLost, frameDoubled } = this.weather;
      if (this.happens(frameLost)) return;
      void deliver(data);
      if (this.happens(frameDoubled)) void deliver(data);
    };
    socket.onclose = ({ code, reason }) => {
      if (this.sockets.delete(socket)) listener.onClose({ code, reason });
    };
    // `close` follows.
    socket.onerror = () => undefined;
    return {
      send: (text) => {
        const isLost = text !== "ping" && this.happens(this.weather.requestLost);
        if (!isLost) socket.send(text);
      },
      close: () => {
        this.sockets.delete(socket);
        socket.close();
      },
    };
  }
}
