import type { ServerFrame } from "../chat/schema";
import { PlazaError } from "../http/problem";
import { socketDelayMs } from "./connection";
import type { Cancel, Effects } from "./effects";
import type { RoomApi } from "./room-api";
import { openRoomSocket, type RoomSocket, type SocketEnd } from "./room-socket";

export type SocketKeeper = {
  start(): void;
  stop(): void;
  /** The network may have changed: looks after a live socket, or tries again now instead of later. */
  wake(): void;
  /** The page went offline: a live socket has to prove itself fast. */
  doubt(): void;
  /** The live socket; `null` while there is none. */
  live(): RoomSocket | null;
};

type KeeperOptions = {
  effects: Effects;
  api: Pick<RoomApi, "ticket">;
  onFrame(frame: ServerFrame): void;
  onPong(): void;
  /** The first attempt takes longer than people wait without asking why. */
  onSlow(): void;
  /** It is tried again by itself, unless it says `kicked`. */
  onEnd(end: SocketEnd): void;
};

const slowMs = 3_000;
const shortestMs = 1_000;
const checkMs = 5_000;
const doubtMs = 2_000;
const guestMs = 60_000;

/** Keeps one socket open, and tries again and again while that fails. */
export function createSocketKeeper(options: KeeperOptions): SocketKeeper {
  const { effects } = options;
  let socket: RoomSocket | null = null;
  let state: "stopped" | "waiting" | "opening" | "live" = "stopped";
  let failures = 0;
  /** No attempt before this time (ms since the epoch), however often the page is woken. */
  let notBefore = 0;
  let cancelTimer: Cancel = () => undefined;

  function open(): void {
    cancelTimer();
    state = "opening";
    notBefore = effects.now() + shortestMs;
    cancelTimer = effects.after(slowMs, () => options.onSlow());
    socket = openRoomSocket({ ...options, onFrame: receive, onEnd: end });
  }

  function receive(frame: ServerFrame): void {
    if (frame.type === "hello") {
      cancelTimer();
      state = "live";
      failures = 0;
    }
    options.onFrame(frame);
  }

  function end(reason: SocketEnd): void {
    socket = null;
    failures += 1;
    state = "stopped";
    cancelTimer();
    if (!reason.kicked) {
      const askedMs = waitAsked(reason.error);
      notBefore = Math.max(notBefore, effects.now() + askedMs);
      waitFor(Math.max(socketDelayMs(failures, effects.random()), askedMs));
    }
    options.onEnd(reason);
  }

  function waitFor(delayMs: number): void {
    cancelTimer();
    state = "waiting";
    cancelTimer = effects.after(delayMs, open);
  }

  return {
    start() {
      if (state === "stopped") open();
    },
    stop() {
      state = "stopped";
      cancelTimer();
      socket?.close();
      socket = null;
    },
    wake() {
      if (state === "live") socket?.check(checkMs);
      if (state === "waiting") waitFor(Math.max(0, notBefore - effects.now()));
    },
    doubt() {
      if (state === "live") socket?.check(doubtMs);
    },
    live: () => (state === "live" ? socket : null),
  };
}

/** How long a refusal asks to stay away, in ms. Whoever only reads a public room gets no socket until they join. */
function waitAsked(error: unknown): number {
  if (!(error instanceof PlazaError)) return 0;
  return error.code === "not_a_member" ? guestMs : (error.options.retryAfterSeconds ?? 0) * 1000;
}
