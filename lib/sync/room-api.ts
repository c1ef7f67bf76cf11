import * as z from "zod/mini";
import {
  changePageSchema,
  messagePageSchema,
  messageSchema,
  roomMetaSchema,
  type ChangePage,
  type Message,
  type MessagePage,
  type PostMessage,
  type RoomMeta,
} from "../chat/schema";
import type { FetchInit, FetchJson } from "../http/fetcher";

const messageAnswerSchema = z.object({ message: messageSchema });
const ticketAnswerSchema = z.object({ ticket: z.string(), url: z.string() });

/** A page that is jumped to reaches so far that nothing more is due before one scrolls. */
const pageSize = { newest: 50, earlier: 50, missed: 100, around: 100 } as const;

/** The calls of one room. Each throws `PlazaError` or `NetworkError`. */
export type RoomApi = {
  meta(): Promise<RoomMeta>;
  newestPage(): Promise<MessagePage>;
  /** With `heardRev` the answer may be shared with others who have heard of that change. */
  pageAfter(seq: number, heardRev?: number): Promise<MessagePage>;
  pageBefore(seq: number): Promise<MessagePage>;
  /** Has the message in its middle, as far as there are others. */
  pageAround(messageId: string): Promise<MessagePage>;
  pageAt(seq: number): Promise<MessagePage>;
  changesSince(rev: number, heardRev?: number): Promise<ChangePage>;
  post(post: PostMessage): Promise<Message>;
  edit(messageId: string, body: string): Promise<Message>;
  remove(messageId: string): Promise<Message>;
  react(messageId: string, emoji: string, on: boolean): Promise<Message>;
  pin(messageId: string, on: boolean): Promise<Message>;
  markRead(seq: number): Promise<void>;
  /** Puts my read position back to `seq`. */
  markUnread(seq: number): Promise<void>;
  ticket(): Promise<{ ticket: string; url: string }>;
};

/** Everything is asked as `userId`, so that a page left open never acts as whoever signed in after. */
export function createRoomApi(ask: FetchJson, roomId: string, userId: string): RoomApi {
  const fetchJson: FetchJson = (url, schema, init) => ask(url, schema, { ...init, asUser: userId });
  const room = `/api/chat/rooms/${encodeURIComponent(roomId)}`;
  const page = (query: string) => fetchJson(`${room}/messages?${query}`, messagePageSchema);
  const write = async (path: string, init: FetchInit) =>
    (await fetchJson(`${room}/messages${path}`, messageAnswerSchema, init)).message;
  const message = (id: string) => `/${encodeURIComponent(id)}`;
  return {
    meta: () => fetchJson(`${room}/meta`, roomMetaSchema),
    newestPage: () => page(`limit=${pageSize.newest}`),
    pageAfter: (seq, heardRev) => page(`after=${missed(seq, heardRev)}`),
    pageBefore: (seq) => page(`before=${seq}&limit=${pageSize.earlier}`),
    pageAround: (id) => page(`around=${encodeURIComponent(id)}&limit=${pageSize.around}`),
    pageAt: (seq) => page(`before=${seq + pageSize.around / 2}&limit=${pageSize.around}`),
    changesSince: (rev, heardRev) =>
      fetchJson(`${room}/messages?changedSince=${missed(rev, heardRev)}`, changePageSchema),
    post: (post) => write("", { method: "POST", json: post }),
    edit: (id, body) => write(message(id), { method: "PATCH", json: { body } }),
    remove: (id) => write(message(id), { method: "DELETE" }),
    react: (id, emoji, on) =>
      write(`${message(id)}/reactions/${encodeURIComponent(emoji)}`, { method: putIf(on) }),
    pin: (id, on) => write(`${message(id)}/pin`, { method: putIf(on) }),
    async markRead(seq) {
      await fetchJson(`${room}/read`, z.unknown(), {
        method: "POST",
        json: { seq },
        keepalive: true,
      });
    },
    async markUnread(seq) {
      await fetchJson(`${room}/unread`, z.unknown(), { method: "POST", json: { seq } });
    },
    ticket: () => fetchJson(`${room}/tickets`, ticketAnswerSchema, { method: "POST" }),
  };
}

function missed(from: number, heardRev?: number): string {
  return `${from}&limit=${pageSize.missed}${heardRev ? `&atLeast=${heardRev}` : ""}`;
}

function putIf(on: boolean): "PUT" | "DELETE" {
  return on ? "PUT" : "DELETE";
}
