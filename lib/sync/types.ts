import type { Problem } from "../http/problem";
import type { Message, PresentUser } from "../chat/schema";

/** How the room is connected, as the indicator shows it. */
export type Connection = {
  mode: "connecting" | "live" | "polling" | "offline";
  /** When the client last knew that it holds everything (ms since the epoch); `null` before the first time. */
  lastSyncAt: number | null;
  /** Another tab of this browser has the connection, and keeps this one in step. */
  isShared: boolean;
};

/** A file on a message of mine. */
export interface OutgoingFile {
  /** Its own for as long as the page lives. */
  readonly key: string;
  readonly name: string;
  /** What the browser takes it for; the server looks for itself. */
  readonly type: string;
  readonly size: number;
  /** What it is made of, so that it can be kept; `null`: it cannot. */
  readonly blob: Blob | null;
  /** Shows the picture from here; `null` for what is none. */
  readonly previewUrl: string | null;
  /** Of the picture, once it is known. */
  readonly dimensions: { width: number; height: number } | null;
  /** Resolves to the id that the server gave it. Uploads what is not there yet, once at a time; throws like the fetcher. */
  upload(): Promise<string>;
  /** Stops the upload, and forgets it: the next `upload` begins anew. */
  drop(): void;
}

/** A message of mine that the server has not confirmed yet. */
export type OutgoingMessage = {
  clientId: string;
  body: string;
  replyTo: string | null;
  files: readonly OutgoingFile[];
  createdAt: number;
  state: "sending" | "failed";
  /** Why it failed; only with `failed`. */
  problem: Problem | null;
  /** `durable`: it outlives this page. `pending`: not yet. `page`: it cannot be kept, and is gone with the page. */
  storage: "pending" | "durable" | "page";
};

/** What a screen shows of one room. A new object after every change, so that it can be compared by identity. */
export type RoomView = {
  roomId: string;
  /** `gone`: the room does not exist for me (any more): removed, banned, or a wrong address. */
  status: "loading" | "ready" | "gone";
  /** Ascending by `seq`, without holes from the first to the last. Deleted ones are tombstones (`deletedAt`). */
  messages: readonly Message[];
  outgoing: readonly OutgoingMessage[];
  hasEarlier: boolean;
  loadingEarlier: boolean;
  /** The messages end before the newest; `outgoing` stand further down. */
  hasLater: boolean;
  loadingLater: boolean;
  /** Of the room's newest message, as far as heard. */
  newestSeq: number;
  typing: readonly { userId: string; name: string }[];
  present: readonly PresentUser[];
  /** How far the others have read, as heard on the socket. */
  readBy: Readonly<Record<string, number>>;
  connection: Connection;
  /** Why the last load failed; cleared by the next success. */
  problem: Problem | null;
  /** Goes up when the room itself, or what I may do in it, should be asked for anew. */
  roomNews: number;
};

/** The browser's side of one room. No React in it: components subscribe with `useSyncExternalStore`. */
export interface RoomSync {
  getView(): RoomView;
  subscribe(listener: () => void): () => void;
  /** Connects and stays connected until `stop`. */
  start(): void;
  stop(): void;
  /**
   * Shows the message at once, keeps it, and sends it in order after those that wait. Never throws, never drops;
   * resolves once it is kept beyond the page, or cannot be.
   */
  post(
    body: string,
    options?: { replyTo?: string | null; files?: readonly OutgoingFile[] },
  ): Promise<void>;
  /** Sends a failed one again under the same `clientId`. */
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** Resolve when the server has confirmed; reject with a `PlazaError` otherwise. */
  edit(messageId: string, body: string): Promise<void>;
  remove(messageId: string): Promise<void>;
  loadEarlier(): Promise<void>;
  loadLater(): Promise<void>;
  /**
   * Shows the part of the room where this message stands, or its end. Resolves to the `seq` of what was asked for;
   * `null` when another call overtook this one. Rejects with a `PlazaError`, `not_found` where there is no such message.
   */
  goTo(target: { messageId: string } | { seq: number } | "newest"): Promise<number | null>;
  /** Says which message is in view: what is far from it may be let go. */
  lookAt(seq: number): void;
  /** Shown at once; taken back and rejected with a `PlazaError` when the server does not take it. */
  react(messageId: string, emoji: string, on: boolean): Promise<void>;
  pin(messageId: string, on: boolean): Promise<void>;
  /** Puts my read position before this `seq`; `markRead` rests until more comes. Rejects with a `PlazaError`. */
  markUnread(seq: number): Promise<void>;
  /** Moves my read position forward; calls are gathered and repeated ones cost nothing. */
  markRead(seq: number): void;
  /** Tells the others that I am typing; at most one frame in 3 s. */
  typing(): void;
}
