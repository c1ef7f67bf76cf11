import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, vi } from "vitest";
import { serverFrameSchema, type ServerFrame } from "../../../lib/chat/schema";
import { newId } from "../../../lib/platform/id";
import { writeSocketRequest } from "../../../lib/ticket/socket-request";

type SocketPerson = { id: string; name: string; sid?: string; endsAt?: number | null };
type Frame<T extends ServerFrame["type"]> = Extract<ServerFrame, { type: T }>;

export const roomStub = (roomId: string) =>
  env.CHAT_ROOM_DO.get(env.CHAT_ROOM_DO.idFromName(roomId));

/** Ends the object as soon as its next batch is in D1, before it can tell anybody. */
export async function killAfterNextWrite(roomId: string) {
  await runInDurableObject(roomStub(roomId), (instance: object, state) => {
    const batch = async (statements: D1PreparedStatement[]) => {
      const results = await env.DB.batch(statements);
      state.abort("killed by the test");
      return results;
    };
    const database = new Proxy(env.DB, {
      get: (target, name) => (name === "batch" ? batch : Reflect.get(target, name).bind(target)),
    });
    Object.assign(instance, { env: { ...env, DB: database } });
  });
}

/** Asks the object for a socket as the site's entry does after it has redeemed a ticket. */
export async function askForSocket(
  roomId: string,
  person: SocketPerson,
  jti = newId(24),
): Promise<Response> {
  const url = `https://plaza.test/api/chat/rooms/${roomId}/ws?ticket=secret`;
  const headers = { upgrade: "websocket", "sec-websocket-protocol": "plaza.v1, ticket.secret" };
  const request = writeSocketRequest(new Request(url, { headers }), {
    userId: person.id,
    sid: person.sid ?? "",
    endsAt: person.endsAt ?? null,
    name: person.name,
    image: null,
    jti,
    expiresAt: Date.now() + 300_000,
  });
  return roomStub(roomId).fetch(request);
}

/** An open socket of a room that keeps what it hears. */
export class RoomSocket {
  readonly frames: ServerFrame[] = [];
  readonly pongs: string[] = [];
  closed: { code: number; reason: string; at: number } | null = null;

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener("message", ({ data }) => {
      if (data === "pong") this.pongs.push(data);
      else this.frames.push(serverFrameSchema.parse(JSON.parse(String(data))));
    });
    socket.addEventListener("close", ({ code, reason }) => {
      this.closed = { code, reason, at: performance.now() };
    });
    socket.accept();
  }

  static async connect(roomId: string, person: SocketPerson): Promise<RoomSocket> {
    return RoomSocket.from(await askForSocket(roomId, person));
  }

  /** The socket of an answer to an upgrade. */
  static from(response: Response): RoomSocket {
    if (!response.webSocket) throw new Error(`No socket: ${response.status}`);
    return new RoomSocket(response.webSocket);
  }

  /** Opens a socket and waits for its hello. */
  static async open(roomId: string, person: SocketPerson): Promise<RoomSocket> {
    const socket = await RoomSocket.connect(roomId, person);
    await socket.hears("hello");
    return socket;
  }

  send(frame: object | string | ArrayBuffer): void {
    const isRaw = typeof frame === "string" || frame instanceof ArrayBuffer;
    this.socket.send(isRaw ? frame : JSON.stringify(frame));
  }

  close(): void {
    this.socket.close(1000, "bye");
  }

  heard<T extends ServerFrame["type"]>(type: T): Frame<T>[] {
    return this.frames.filter((frame): frame is Frame<T> => frame.type === type);
  }

  /** Waits until the `count`th frame of a type is there, and answers it. */
  async hears<T extends ServerFrame["type"]>(type: T, count = 1): Promise<Frame<T>> {
    return vi.waitFor(
      () => {
        const frame = this.heard(type)[count - 1];
        if (!frame) throw new Error(`No ${type} frame number ${count}`);
        return frame;
      },
      { timeout: 5000, interval: 5 },
    );
  }

  /** Waits until the server has closed it. */
  async ends(): Promise<{ code: number; reason: string; at: number }> {
    await expect.poll(() => this.closed, { timeout: 5000, interval: 5 }).not.toBeNull();
    if (!this.closed) throw new Error("Still open");
    return this.closed;
  }
}
