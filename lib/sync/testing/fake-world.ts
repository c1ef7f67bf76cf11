import { parse, type $ZodType } from "zod/v4/core";
import type { PostMessage } from "../../chat/schema";
import type { FetchInit } from "../../http/fetcher";
import { NetworkError } from "../../http/fetcher";
import { PlazaError, toProblem } from "../../http/problem";
import type { Effects, SocketLike, SocketListener, Wake } from "../effects";
import { FakeClock } from "./fake-clock";
import { FakeFile } from "./fake-file";
import { ModelRoom, type ModelChange } from "./model-room";

/** How the network treats what passes it; each is a chance from 0 to 1. */
export type Weather = {
  requestLost: number;
  answerLost: number;
  frameLost: number;
  frameDoubled: number;
  /** The longest delays in ms; every passage takes a random part of it, so that frames overtake each other. */
  requestDelayMs: number;
  frameDelayMs: number;
};

export const clearWeather: Weather = {
  requestLost: 0,
  answerLost: 0,
  frameLost: 0,
  frameDoubled: 0,
  requestDelayMs: 20,
  frameDelayMs: 20,
};

type OpenSocket = { listener: SocketListener; deliver(data: string): void };

/** A browser, a network and a server with one room, on a clock of their own. */
export class FakeWorld {
  readonly clock = new FakeClock();
  readonly room: ModelRoom;
  weather = clearWeather;
  isVisible = true;
  /** No request and no socket gets through; open sockets hear nothing of it. */
  isDown = false;
  socketsBlocked = false;
  /** Thrown for every request that it names. */
  refuse: (path: string) => PlazaError | null = () => null;
  /** Every request that reached the server, as `GET /meta`. */
  readonly requests: string[] = [];
  readonly sockets = new Set<OpenSocket>();
  private readonly wakeListeners = new Set<(wake: Wake) => void>();
  private ids = 0;

  constructor(
    private readonly random: () => number = () => 0.5,
    pageCap = 100,
  ) {
    this.room = new ModelRoom(pageCap, (change) => this.broadcast(change));
  }

  readonly effects: Effects = {
    fetchJson: <T>(url: string, schema: $ZodType<T>, init: FetchInit = {}) =>
      this.fetch(url, init).then((answer) => parse(schema, JSON.parse(JSON.stringify(answer)))),
    openSocket: (_url, protocols, listener) => this.openSocket(protocols, listener),
    now: () => this.clock.now,
    random: () => this.random(),
    newId: () => `client-of-mine-${++this.ids}`,
    after: (ms, run) => this.clock.after(ms, run),
    isVisible: () => this.isVisible,
    onWake: (listener) => {
      this.wakeListeners.add(listener);
      return () => void this.wakeListeners.delete(listener);
    },
    vault: null,
    openFile: ({ name }) => Promise.resolve(new FakeFile(this.clock, name.replace(/\.png$/, ""))),
    withLock: (_name, run) => run(),
    standFor: () => null,
    openChannel: () => ({ tell: () => undefined, close: () => undefined }),
  };

  /** How many requests since the list was emptied begin like this. */
  count(start: string): number {
    return this.requests.filter((request) => request.startsWith(start)).length;
  }

  wake(wake: Wake): void {
    if (wake === "visible" || wake === "hidden") this.isVisible = wake === "visible";
    for (const listener of [...this.wakeListeners]) listener(wake);
  }

  /** The server is started anew: every socket is gone, with or without a word. */
  restart(silently = false): void {
    for (const socket of [...this.sockets]) {
      this.sockets.delete(socket);
      if (!silently) socket.listener.onClose({ code: 1006, reason: "" });
    }
  }

  kick(reason: string): void {
    for (const socket of [...this.sockets]) {
      this.sockets.delete(socket);
      socket.listener.onClose({ code: 4403, reason });
    }
  }

  private async fetch(url: string, init: FetchInit): Promise<unknown> {
    await this.passage(this.weather.requestLost);
    const { pathname, searchParams } = new URL(url, "https://plaza.example");
    const path = pathname.replace("/api/chat/rooms/room1", "");
    this.requests.push(
      `${init.method ?? "GET"} ${path}${searchParams.size ? `?${searchParams}` : ""}`,
    );
    const refusal = this.refuse(path);
    const answer = refusal ?? this.answer(path, searchParams, init);
    await this.passage(this.weather.answerLost);
    if (answer instanceof PlazaError) throw answer;
    return answer;
  }

  private async passage(lossChance: number): Promise<void> {
    await this.clock.wait(this.random() * this.weather.requestDelayMs);
    if (this.isDown || this.random() < lossChance) {
      await this.clock.wait(this.random() * 5_000);
      throw new NetworkError("The model network lost it");
    }
  }

  private answer(path: string, query: URLSearchParams, init: FetchInit): unknown {
    const number = (name: string) => Number(query.get(name));
    const [, first, second, third, fourth] = path.split("/");
    if (path === "/meta") return this.room.meta();
    if (path === "/tickets") return { ticket: "t", url: "wss://plaza.example/ws" };
    if (path === "/read" || path === "/unread") return { readSeq: 0 };
    if (path === "/api/chat/meta") return { rooms: [this.room.meta()] };
    if (first !== "messages") return new PlazaError("not_found");
    if (second && third) return this.mark(second, fourth, init.method === "PUT");
    if (second) return this.write(Number(second.replace("message-", "")), init);
    if (init.method === "POST") return { message: this.post(init.json) };
    if (query.has("after")) return this.room.after(number("after"), number("limit"));
    if (query.has("before")) return this.room.before(number("before"), number("limit"));
    if (query.has("around")) {
      const page = this.room.around(query.get("around") ?? "", number("limit"));
      return page.messages.length > 0 ? page : new PlazaError("not_found");
    }
    if (query.has("changedSince")) {
      return this.room.changedSince(number("changedSince"), number("limit"));
    }
    return this.room.newest(number("limit"));
  }

  private write(seq: number, { method, json }: FetchInit): unknown {
    const { body } = (json ?? {}) as { body?: string };
    const message = method === "DELETE" ? this.room.remove(seq) : this.room.edit(seq, String(body));
    return message ? { message } : new PlazaError("not_found");
  }

  /** A reaction of mine, or without an emoji a pin. */
  private mark(messageId: string, emoji: string | undefined, on: boolean): unknown {
    const seq = Number(messageId.replace("message-", ""));
    const message =
      emoji === undefined
        ? this.room.pin(seq, on)
        : this.room.react(seq, "me", decodeURIComponent(emoji), on);
    return message ? { message } : new PlazaError("not_found");
  }

  private post(json: unknown) {
    const { clientId, body, attachmentIds } = json as PostMessage;
    return this.room.post("me", clientId, body, attachmentIds);
  }

  private openSocket(protocols: string[], listener: SocketListener): SocketLike {
    let isClosed = false;
    const socket: OpenSocket = {
      listener: {
        onMessage: listener.onMessage,
        onClose: (end) => {
          if (isClosed) return;
          isClosed = true;
          listener.onClose(end);
        },
      },
      deliver: (data) => {
        this.clock.after(this.random() * this.weather.frameDelayMs, () => {
          if (!isClosed && !this.isDown) listener.onMessage(data);
        });
      },
    };
    this.clock.after(this.random() * this.weather.frameDelayMs, () => {
      if (isClosed) return;
      if (this.isDown || this.socketsBlocked || protocols[0] !== "plaza.v1") {
        return socket.listener.onClose({ code: 1006, reason: "" });
      }
      this.sockets.add(socket);
      const { rev, lastSeq, epoch } = this.room.meta();
      const you = { userId: "me", name: "Me" };
      socket.deliver(JSON.stringify({ type: "hello", rev, lastSeq, epoch, you }));
    });
    return {
      send: (text) =>
        void this.clock.after(this.random() * this.weather.frameDelayMs, () => {
          if (!isClosed && !this.isDown && this.sockets.has(socket)) this.hear(socket, text);
        }),
      close: () => {
        isClosed = true;
        this.sockets.delete(socket);
      },
    };
  }

  /** What the room's object does with a frame of a client. */
  private hear(socket: OpenSocket, text: string): void {
    if (text === "ping") return socket.deliver("pong");
    if (this.random() < this.weather.requestLost) return;
    const frame = JSON.parse(text) as { type: string; clientId: string };
    if (frame.type !== "post") return;
    const refusal = this.refuse("/messages");
    const { clientId } = frame;
    const answer = refusal
      ? { type: "nack", clientId, problem: nackProblem(refusal) }
      : { type: "ack", clientId, message: this.post(frame) };
    if (this.random() >= this.weather.answerLost) socket.deliver(JSON.stringify(answer));
  }

  private broadcast({ type, messages, prevRev, rev }: ModelChange): void {
    const text = JSON.stringify({ type, messages, prevRev, rev });
    for (const socket of this.sockets) {
      if (this.random() >= this.weather.frameLost) socket.deliver(text);
      if (this.random() < this.weather.frameDoubled) socket.deliver(text);
    }
  }
}

function nackProblem(error: PlazaError) {
  const { retryAfterSeconds } = error.options;
  return { ...toProblem(error), ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}
