import {
  mentionsQuerySchema,
  messageParamsSchema,
  messagesQuerySchema,
  metaQuerySchema,
  reactionParamsSchema,
  roomParamsSchema,
} from "../chat/request-schema";
import { searchQuerySchema } from "../search/schema";
import { toOperation, type Call } from "./call";
import type { Operation } from "./operation";

/** Calls about messages. Those with a scope take tokens; the others are of people who are signed in. */

const room = "/api/chat/rooms/{roomId}";
const message = `${room}/messages/{messageId}`;
const params = roomParamsSchema;
const read = "chat:read";
const write = "chat:write";

const messages: Call[] = [
  {
    ...{ method: "get", path: "/api/chat/rooms", id: "listRooms", scope: read },
    summary: "My rooms and public ones that I could join",
    answer: [200, "The rooms", "RoomList"],
  },
  {
    ...{ method: "get", path: `${room}/meta`, id: "getRoomMeta", scope: read, params },
    summary: "The numbers of a room; `rev` moves with everything that happens in it",
    answer: [200, "The numbers", "RoomMeta"],
  },
  {
    ...{ method: "get", path: `${room}/messages`, id: "listMessages", scope: read, params },
    query: messagesQuerySchema,
    summary: "A page of messages: the newest, those after, before or around one, or what changed",
    description:
      "At most one of `after` and `before` (a `seq`), `around` (the id of a message, which stands in the middle of the page) and `changedSince` (a `rev`; ascending by `rev`).",
    answer: [200, "The page, ascending", "MessagePage"],
  },
  {
    ...{ method: "post", path: `${room}/messages`, id: "postMessage", scope: write, params },
    body: "PostMessage",
    summary: "Post a message",
    answer: [201, "The message", "OneMessage"],
    again: "The first message of this `clientId`",
    problems: ["not_a_member", "rate_limited", "unavailable"],
  },
  ...(["put", "delete"] as const).map((method): Call => {
    const id = method === "put" ? "addReaction" : "removeReaction";
    return {
      ...{ method, id, path: `${room}/messages/{messageId}/reactions/{emoji}`, scope: write },
      params: reactionParamsSchema,
      summary: method === "put" ? "React to a message" : "Take a reaction back",
      answer: [200, "The message as it is now", "OneMessage"],
      problems: ["not_a_member", "rate_limited"],
    };
  }),
  {
    ...{ method: "post", path: `${room}/read`, id: "markRead", scope: write, params },
    body: "MoveRead",
    summary: "Move my read position forward",
    answer: [200, "The position", "ReadPosition"],
    problems: ["not_a_member"],
  },
  {
    ...{ method: "post", path: `${room}/tickets`, id: "issueTicket", scope: write, params },
    summary: "A ticket for one socket, valid for 300 s",
    answer: [201, "The ticket and where to connect", "Ticket"],
    problems: ["not_a_member", "rate_limited"],
  },
  {
    ...{ method: "patch", path: message, id: "editMessage", params: messageParamsSchema },
    body: "EditMessage",
    summary: "Give my message a new body",
    answer: [200, "The message as it is now", "OneMessage"],
    problems: ["not_a_member", "gone", "muted", "room_archived"],
  },
  {
    ...{ method: "delete", path: message, id: "removeMessage", params: messageParamsSchema },
    summary: "Delete my message, or anybody's where I keep order; a tombstone stays",
    answer: [200, "The tombstone", "OneMessage"],
  },
  ...(["put", "delete"] as const).map((method): Call => {
    return {
      ...{ method, id: method === "put" ? "pinMessage" : "unpinMessage", path: `${message}/pin` },
      params: messageParamsSchema,
      summary: method === "put" ? "Pin a message" : "Take a pin off",
      answer: [200, "The message as it is now", "OneMessage"],
      problems: ["not_a_member", "rate_limited", "gone", "muted", "room_archived"],
    };
  }),
  {
    ...{ method: "post", path: `${message}/report`, id: "reportMessage" },
    ...{ params: messageParamsSchema, body: "ReportMessage" },
    summary: "Tell moderators what I hold against a message",
    answer: [201, "It is reported", "ReportedId"],
    again: "I have reported it before",
    problems: ["rate_limited"],
  },
  {
    ...{ method: "get", path: `${room}/pins`, id: "listPins", params },
    summary: "The pinned messages of a room",
    answer: [200, "The messages", "PinList"],
  },
  {
    ...{ method: "post", path: `${room}/unread`, id: "markUnread", params, body: "MoveRead" },
    summary: "Put my read position back on purpose",
    answer: [200, "The position", "ReadPosition"],
    problems: ["not_a_member"],
  },
  {
    ...{ method: "post", path: "/api/chat/uploads", id: "uploadFile" },
    ...{ body: "UploadForm", bodyType: "multipart/form-data" },
    summary: "Upload a file, which waits a day for the message that names it in `attachmentIds`",
    answer: [201, "The file", "Attachment"],
    problems: ["rate_limited", "payload_too_large", "unsupported_media_type"],
  },
];

const finding: Call[] = [
  {
    ...{ method: "get", path: "/api/chat/meta", id: "listRoomMetas", query: metaQuerySchema },
    summary: "The numbers of up to 50 rooms; those that are not for me are left out",
    answer: [200, "The numbers", "RoomMetas"],
  },
  {
    ...{ method: "get", path: "/api/chat/search", id: "searchMessages", query: searchQuerySchema },
    summary: "Messages of my rooms that hold all the words, newest first",
    description:
      "Words of Chinese, Japanese and Korean of any length; Traditional and Simplified find each other, and words without accents those with them. The last word may be unfinished. `nextCursor` of a page asks for the next one.",
    answer: [200, "Where the words stand, in UTF-16 units of the body", "SearchPage"],
  },
  {
    ...{ method: "get", path: "/api/chat/mentions", id: "listMentions" },
    query: mentionsQuerySchema,
    summary: "Messages that name me, those that named me last first",
    answer: [200, "The page", "MentionPage"],
  },
];

export const chatOperations: Operation[] = [...messages, ...finding].map((call) =>
  toOperation("chat", call),
);
