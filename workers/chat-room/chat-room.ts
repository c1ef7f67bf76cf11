import { DurableObject } from "cloudflare:workers";
import { deliverMentions } from "../../lib/bot/service";
import type { RoomChange, RoomObject } from "../../lib/chat/room-object";
import {
  isMemberNow,
  loadMeta,
  moveRead,
  type AuthoredPost,
  type Edit,
  type Mark,
  type Removal,
} from "../../lib/chat/service";
import { PlazaError, toProblemResponse } from "../../lib/http/problem";
import { createDeps, type Deps } from "../../lib/platform/deps";
import type { Bindings } from "../../lib/platform/env";
import { log } from "../../lib/platform/log";
import { readSocketRequest, socketProtocol } from "../../lib/ticket/socket-request";
import { answerWith } from "./answer";
import { createClientFrames } from "./client-frames";
import { createPresence } from "./presence";
import { createPushTimer } from "./push-timer";
import { createRoomWriter } from "./room-writer";
import { closeEnded } from "./session-ends";
import { RoomSockets, type SocketState } from "./sockets";
import { createTickets } from "./tickets";

const sweepEveryMs = 45_000;
/** Longer than it takes from the check of a ticket to the arrival of its socket. */
const kickEchoMs = 30_000;

/**
 * A room's fan-out: gathers posts into D1 batches, tells the sockets, keeps tickets single-use. D1 is the truth;
 * everything here can be lost and is rebuilt from D1, the sockets' attachments and the tickets' tables.
 */
export class ChatRoom extends DurableObject<Bindings> implements RoomObject {
  private readonly presence = createPresence(() => this.sockets);
  private readonly sockets = new RoomSockets(this.ctx, () => this.presence.changed());
  private readonly tickets = createTickets(this.ctx.storage.sql);
  private readonly writer = createRoomWriter({
    deps: () => this.deps(),
    tell: (change) => this.tell(change),
    owesMentions: (owed) => this.ctx.waitUntil(deliverMentions(this.deps(), owed)),
    owesPushes: createPushTimer({
      deps: () => this.deps(),
      waitUntil: (promise) => this.ctx.waitUntil(promise),
    }),
  });
  private readonly frames = createClientFrames({
    sockets: this.sockets,
    now: Date.now,
    post: (authored) => this.writer.post(authored),
    moveRead: (userId, roomId, seq) => moveRead(this.deps(), userId, roomId, seq),
  });
  /** The newest `rev` that the sockets were told of. */
  private toldRev = 0;
  /** When people were kicked lately: a socket that was on its way meanwhile must not slip in after. */
  private readonly kickedAt = new Map<string, number>();

  async post(authored: AuthoredPost) {
    return answerWith(authored.roomId, () => this.writer.post(authored));
  }

  async edit(edit: Edit) {
    return answerWith(edit.roomId, () => this.writer.edit(edit));
  }

  async remove(removal: Removal) {
    return answerWith(removal.roomId, () => this.writer.remove(removal));
  }

  async mark(mark: Mark) {
    return answerWith(mark.roomId, () => this.writer.mark(mark));
  }

  async announce(change: RoomChange) {
    this.tell(change);
  }

  async announceRead(userId: string, seq: number) {
    this.frames.relayRead(userId, seq);
  }

  async notify(userId: string | null) {
    this.sockets.broadcast(
      { type: "room" },
      ({ user }) => userId === null || user.userId === userId,
    );
  }

  async kick(userId: string, reason: string) {
    const now = Date.now();
    for (const [id, at] of this.kickedAt) if (now - at > kickEchoMs) this.kickedAt.delete(id);
    this.kickedAt.set(userId, now);
    return this.sockets.kick(userId, reason);
  }

  async signOut(userId: string, sids: string[]) {
    return this.sockets.signOut(userId, sids);
  }

  async putTicket(jti: string, expiresAt: number) {
    this.tickets.put(jti, expiresAt);
    await this.wakeLater();
  }

  async takeTicket(jti: string) {
    return this.tickets.take(jti, Date.now());
  }

  override async fetch(request: Request): Promise<Response> {
    const asked = readSocketRequest(request);
    const roomId = /\/rooms\/([^/]+)\/ws$/.exec(new URL(request.url).pathname)?.[1];
    if (!asked || roomId === undefined) return toProblemResponse(new PlazaError("not_found"));
    if (!this.tickets.use(asked.jti, asked.expiresAt)) {
      return toProblemResponse(new PlazaError("ticket_used"));
    }
    const { userId, sid, endsAt, name, image } = asked;
    const user = { userId, name, image };
    const state = { roomId, user, sid, endsAt, acceptedAt: Date.now(), faults: 0 };
    const { 0: client, 1: socket } = new WebSocketPair();
    this.sockets.accept(socket, state);
    await this.wakeLater();
    this.ctx.waitUntil(this.greet(socket, state));
    const offered = request.headers.get("sec-websocket-protocol");
    const headers = new Headers();
    if (offered !== null) headers.set("sec-websocket-protocol", socketProtocol);
    return new Response(null, { status: 101, webSocket: client, headers });
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const state = this.sockets.find(socket);
    if (!state) return this.sockets.drop(socket, 1011, "unknown");
    try {
      await this.frames.take(socket, state, data);
    } catch (error) {
      log("error", "room.frame_failed", { roomId: state.roomId }, error);
      this.sockets.send(socket, { type: "error", detail: "This could not be done; try again" });
    }
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    // 1005 and 1006 stand for "no code" and may not be sent.
    this.sockets.drop(socket, code === 1005 || code === 1006 ? 1000 : code, "closed");
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    this.sockets.drop(socket, 1011, "failed");
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    this.sockets.sweep(now);
    this.tickets.forgetExpired(now);
    await closeEnded(this.deps(), this.sockets);
    if (this.sockets.size > 0) return this.wakeLater();
    // Nobody is here: sleep until the last thing to do, if there is one.
    const lastExpiry = this.tickets.lastExpiry();
    if (lastExpiry !== null) await this.wakeLater(lastExpiry);
  }

  private tell({ frame, messages, prevRev, rev }: RoomChange): void {
    this.toldRev = Math.max(this.toldRev, rev);
    this.sockets.broadcast({ type: frame, messages, prevRev, rev });
  }

  /**
   * Says hello with numbers read after the socket was accepted: what comes later is sent to it as a frame, so that
   * nothing falls in between.
   */
  private async greet(socket: WebSocket, { roomId, user }: SocketState): Promise<void> {
    try {
      const wasKicked = this.kickedAt.has(user.userId);
      if (wasKicked && !(await isMemberNow(this.deps(), user.userId, roomId))) {
        return this.sockets.drop(socket, 4403, "removed");
      }
      const { rev, lastSeq, epoch } = await loadMeta(this.deps(), roomId, this.toldRev);
      const you = { userId: user.userId, name: user.name };
      this.sockets.send(socket, { type: "hello", rev, lastSeq, epoch, you });
      this.sockets.send(socket, this.presence.frame());
    } catch (error) {
      log("error", "room.greeting_failed", { roomId }, error);
      this.sockets.drop(socket, 1011, "unavailable");
    }
  }

  /** Sees to it that an alarm is set: for the next sweep, which also forgets tickets. */
  private async wakeLater(at = Date.now() + sweepEveryMs): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(at);
  }

  private deps(): Deps {
    return createDeps(this.env, (promise) => this.ctx.waitUntil(promise));
  }
}
