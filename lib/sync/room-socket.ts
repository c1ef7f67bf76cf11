import { serverFrameSchema, type ClientFrame, type ServerFrame } from "../chat/schema";
import { NetworkError } from "../http/fetcher";
import type { Cancel, Effects, SocketLike } from "./effects";
import type { RoomApi } from "./room-api";

/** Why there is no socket (any more): removed from the room, or whatever else. */
export type SocketEnd = { kicked: true; reason: string } | { kicked: false; error: unknown };

export type RoomSocket = {
  /** False when it could not be sent. True does not mean that it arrived. */
  send(frame: ClientFrame): boolean;
  /** Makes sure within `limitMs` that the other side is still there. */
  check(limitMs: number): void;
  /** Ends it without telling. */
  close(): void;
};

type SocketOptions = {
  effects: Effects;
  api: Pick<RoomApi, "ticket">;
  /** `hello` is the first; from it on the socket is live. */
  onFrame(frame: ServerFrame): void;
  onPong(): void;
  /** Called once, unless `close` was called before. */
  onEnd(end: SocketEnd): void;
};

const openTimeoutMs = 10_000;
const pingEveryMs = 25_000;
const pongTimeoutMs = 10_000;
const kickedCode = 4403;

/** One socket from its ticket to its end. */
export function openRoomSocket(options: SocketOptions): RoomSocket {
  const { effects, api, onFrame, onPong, onEnd } = options;
  let socket: SocketLike | null = null;
  let isLive = false;
  let ended = false;
  let cancelPing: Cancel = () => undefined;
  let cancelDeadline = effects.after(openTimeoutMs, () => end(lost("It took too long to open")));

  async function open(): Promise<void> {
    try {
      const { ticket, url } = await api.ticket();
      if (ended) return;
      socket = effects.openSocket(url, ["plaza.v1", `ticket.${ticket}`], {
        onMessage: receive,
        onClose: ({ code, reason }) =>
          end(code === kickedCode ? { kicked: true, reason } : lost(`Closed with ${code}`)),
      });
    } catch (error) {
      end({ kicked: false, error });
    }
  }

  function receive(data: unknown): void {
    if (ended) return;
    // Whatever arrives proves that the other side is there.
    if (isLive) cancelDeadline();
    if (data === "pong") return onPong();
    const frame = parseFrame(data);
    if (frame?.type === "hello") {
      cancelDeadline();
      isLive = true;
      schedulePing();
    }
    if (!frame || !isLive) return;
    if (frame.type === "kicked") return end({ kicked: true, reason: frame.reason });
    onFrame(frame);
  }

  function schedulePing(): void {
    cancelPing();
    cancelPing = effects.after(pingEveryMs, () => check(pongTimeoutMs));
  }

  function check(limitMs: number): void {
    if (ended || !isLive) return;
    schedulePing();
    cancelDeadline();
    cancelDeadline = effects.after(limitMs, () => end(lost("No pong")));
    sendText("ping");
  }

  function sendText(text: string): boolean {
    if (ended || !isLive) return false;
    try {
      socket?.send(text);
      return true;
    } catch {
      // Closing already; `onclose` follows.
      return false;
    }
  }

  function close(): void {
    ended = true;
    cancelPing();
    cancelDeadline();
    socket?.close();
  }

  function end(reason: SocketEnd): void {
    if (ended) return;
    close();
    onEnd(reason);
  }

  void open();
  return { send: (frame) => sendText(JSON.stringify(frame)), check, close };
}

function lost(message: string): SocketEnd {
  return { kicked: false, error: new NetworkError(message) };
}

/** `null` for what a newer server may send and we do not know; a lost change is noticed by the next one. */
function parseFrame(data: unknown): ServerFrame | null {
  try {
    return serverFrameSchema.safeParse(JSON.parse(String(data))).data ?? null;
  } catch {
    return null;
  }
}
