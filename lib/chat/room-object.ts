import type { Problem } from "../http/problem";
import type { Mark } from "./marking";
import type { Message, PostMessage } from "./schema";

/** What crosses the RPC boundary instead of a thrown error, which would lose its class. */
export type RoomAnswer<T> =
  { ok: true; value: T } | { ok: false; problem: Problem; retryAfterSeconds?: number };

/** One change of a room as its sockets and caches hear of it. `prevRev` is the `rev` just before it. */
export type RoomChange = {
  roomId: string;
  /** The frame that sockets get: `messages` carries new ones, `changed` anything else (or nothing but numbers). */
  frame: "messages" | "changed";
  prevRev: number;
  rev: number;
  lastSeq: number;
  lastMessageAt: number | null;
  epoch: string;
  messages: Message[];
};

export type PostResult = { message: Message; created: boolean; change: RoomChange | null };
export type ChangeResult = { message: Message; change: RoomChange | null };

/** The methods of a room's Durable Object (`workers/chat-room`), named by room id (`idFromName(roomId)`). */
export interface RoomObject {
  /** Writes a post in the next batch of this room, drops caches, tells the sockets, then answers. */
  post(input: {
    roomId: string;
    authorId: string;
    post: PostMessage;
  }): Promise<RoomAnswer<PostResult>>;
  edit(input: {
    roomId: string;
    actorId: string;
    messageId: string;
    body: string;
  }): Promise<RoomAnswer<ChangeResult>>;
  remove(input: {
    roomId: string;
    actorId: string;
    actorIsModerator: boolean;
    messageId: string;
  }): Promise<RoomAnswer<ChangeResult>>;
  /** A reaction or a pin, put on or taken off. */
  mark(input: Mark): Promise<RoomAnswer<ChangeResult>>;
  /** Tells the sockets of a change that somebody else wrote (membership, or a write past the object). */
  announce(change: RoomChange): Promise<void>;
  /** Tells the others how far somebody has read. */
  announceRead(userId: string, seq: number): Promise<void>;
  /** Tells a person's sockets, or (`null`) all of them, that they should ask for the room anew. */
  notify(userId: string | null): Promise<void>;
  /** Closes every socket of a person with 4403; returns how many there were. */
  kick(userId: string, reason: string): Promise<number>;
  /** Closes the sockets of sessions that were signed out, with 4401; returns how many there were. */
  signOut(userId: string, sids: string[]): Promise<number>;
  /** The record of the `durable-object` ticket store. */
  putTicket(jti: string, expiresAt: number): Promise<void>;
  takeTicket(jti: string): Promise<boolean>;
  /** Accepts a socket for a redeemed ticket; see `lib/ticket/socket-request.ts` for the headers it trusts. */
  fetch(request: Request): Promise<Response>;
}
