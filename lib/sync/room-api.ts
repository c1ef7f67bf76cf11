import { z } from "zod";
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

const pageSize = { newest: 50, earlier: 50, missed: 100 } as const;

/** The calls of one room. Each throws `PlazaError` or `NetworkError`. */
export type RoomApi = {
  meta(): Promise<RoomMeta>;
  newestPage(): Promise<MessagePage>;
  pageAfter(seq: number): Promise<MessagePage>;
  pageBefore(seq: number): Promise<MessagePage>;
  changesSince(rev: number): Promise<ChangePage>;
  post(post: PostMessage): Promise<Message>;
  edit(messageId: string, body: string): Promise<Message>;
  remove(messageId: string): Promise<Message>;
  markRead(seq: number): Promise<void>;
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
    pageAfter: (seq) => page(`after=${seq}&limit=${pageSize.missed}`),
    pageBefore: (seq) => page(`before=${seq}&limit=${pageSize.earlier}`),
    changesSince: (rev) =>
      fetchJson(`${room}/messages?changedSince=${rev}&limit=${pageSize.missed}`, changePageSchema),
    post: (post) => write("", { method: "POST", json: post }),
    edit: (id, body) => write(message(id), { method: "PATCH", json: { body } }),
    remove: (id) => write(message(id), { method: "DELETE" }),
    async markRead(seq) {
      await fetchJson(`${room}/read`, z.unknown(), { method: "POST", json: { seq } });
    },
    ticket: () => fetchJson(`${room}/tickets`, ticketAnswerSchema, { method: "POST" }),
  };
}
