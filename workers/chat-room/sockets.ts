import { z } from "zod";
import { presentUserSchema, type PresentUser, type ServerFrame } from "../../lib/chat/schema";

/** What is known of a socket, kept in its attachment so that it survives hibernation. */
const socketStateSchema = z.object({
  roomId: z.string(),
  user: presentUserSchema,
  /** The session it was opened by. */
  sid: z.string(),
  /** When that is to end by time, in ms since the epoch; null: never. */
  endsAt: z.number().nullable().default(null),
  /** ms since the epoch. */
  acceptedAt: z.number(),
  /** Frames that made no sense. */
  faults: z.number(),
});
export type SocketState = z.infer<typeof socketStateSchema>;

const deadAfterMs = 90_000;

/** The open sockets of a room. Sending never throws: a socket that cannot take a frame is dropped. */
export class RoomSockets {
  private readonly states = new Map<WebSocket, SocketState>();

  /** `onChange` hears when somebody may have come or gone. */
  constructor(
    private readonly ctx: DurableObjectState,
    private readonly onChange: () => void,
  ) {
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    for (const socket of ctx.getWebSockets()) {
      const state = socketStateSchema.safeParse(socket.deserializeAttachment());
      // Closed sockets can stay in the list (workerd #1187).
      if (state.success && socket.readyState === WebSocket.READY_STATE_OPEN) {
        this.states.set(socket, state.data);
      }
    }
  }

  get size(): number {
    return this.states.size;
  }

  find(socket: WebSocket): SocketState | null {
    return this.states.get(socket) ?? null;
  }

  accept(socket: WebSocket, state: SocketState): void {
    this.ctx.acceptWebSocket(socket, [state.user.userId]);
    this.keep(socket, state);
    this.onChange();
  }

  keep(socket: WebSocket, state: SocketState): void {
    socket.serializeAttachment(state);
    this.states.set(socket, state);
  }

  send(socket: WebSocket, frame: ServerFrame): void {
    this.sendText(socket, JSON.stringify(frame));
  }

  /** To everybody, or to those whom `to` names. */
  broadcast(frame: ServerFrame, to?: (state: SocketState, socket: WebSocket) => boolean): void {
    const text = JSON.stringify(frame);
    for (const [socket, state] of this.states) {
      if (!to || to(state, socket)) this.sendText(socket, text);
    }
  }

  /** Forgets a socket and closes it, if it still can be closed. */
  drop(socket: WebSocket, code: number, reason: string): void {
    const wasThere = this.states.delete(socket);
    try {
      socket.close(code, reason);
    } catch {
      // Closed already, or never opened: it is out of the list either way.
    }
    if (wasThere) this.onChange();
  }

  /** Tells every socket of a person why, and closes it; answers how many there were. */
  kick(userId: string, reason: string): number {
    const theirs = [...this.states].filter(([, { user }]) => user.userId === userId);
    for (const [socket] of theirs) {
      this.send(socket, { type: "kicked", reason });
      this.drop(socket, 4403, reason);
    }
    return theirs.length;
  }

  /** Closes the sockets that these sessions of a person have opened; answers how many there were. */
  signOut(userId: string, sids: string[]): number {
    const theirs = [...this.states].filter(
      ([, state]) => state.user.userId === userId && sids.includes(state.sid),
    );
    for (const [socket] of theirs) this.drop(socket, 4401, "signed out");
    return theirs.length;
  }

  /** Those whose session was to end by `now`. */
  listEnding(now: number): [WebSocket, SocketState][] {
    return [...this.states].filter(([, { endsAt }]) => endsAt !== null && endsAt <= now);
  }

  /** Drops sockets that were not heard of for 90 s. */
  sweep(now: number): void {
    for (const [socket, { acceptedAt }] of this.states) {
      const pongAt = this.ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
      const isGone = socket.readyState !== WebSocket.READY_STATE_OPEN;
      if (isGone || now - Math.max(acceptedAt, pongAt) > deadAfterMs) {
        this.drop(socket, 1001, "silent");
      }
    }
  }

  /** Everybody here once, in the order they came; at most `bound`. */
  listUsers(bound: number): PresentUser[] {
    const users = new Map<string, PresentUser>();
    for (const { user } of this.states.values()) {
      if (users.size >= bound) break;
      if (!users.has(user.userId)) users.set(user.userId, user);
    }
    return [...users.values()];
  }

  private sendText(socket: WebSocket, text: string): void {
    try {
      socket.send(text);
    } catch {
      this.drop(socket, 1011, "unreachable");
    }
  }
}
