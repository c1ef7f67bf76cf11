import * as z from "zod/mini";
import { characters } from "./text-schema";

/**
 * Shapes of rooms and messages that cross a boundary: HTTP bodies, socket frames, cached values.
 * Of zod/mini, as browsers load this with every room: 15 kB less than with zod.
 */

export const limits = {
  bodyCharacters: 4000,
  roomNameCharacters: 80,
  topicCharacters: 250,
  pageSize: 100,
  metaRooms: 50,
  membersPerCall: 50,
  /** Files on one message. */
  attachments: 10,
  reactions: { emojis: 20, perMessage: 500 },
  /** In one room. */
  pins: 100,
} as const;

export const roomIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,16}$/));
export const userIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,32}$/));
export const messageIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,32}$/));
export const clientIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/));
export const roomKindSchema = z.enum(["public", "private", "direct"]);
export const badgeSchema = z.enum(["partner", "moderator", "admin", "bot"]);

const seqSchema = z.int().check(z.nonnegative());

export const attachmentSchema = z.object({
  id: z.string(),
  url: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.number(),
  width: z.nullable(z.number()),
  height: z.nullable(z.number()),
});

export const messageSchema = z.object({
  id: messageIdSchema,
  roomId: roomIdSchema,
  seq: seqSchema,
  rev: seqSchema,
  clientId: z.string(),
  authorId: z.string(),
  authorName: z.string(),
  authorImage: z.nullable(z.string()),
  authorBadge: z.nullable(badgeSchema),
  body: z.string(),
  replyTo: z.nullable(z.string()),
  attachments: z.array(attachmentSchema),
  reactions: z.array(z.object({ emoji: z.string(), userIds: z.array(z.string()) })),
  pinned: z.boolean(),
  editedAt: z.nullable(z.number()),
  deletedAt: z.nullable(z.number()),
  createdAt: z.number(),
});
export type Message = z.infer<typeof messageSchema>;

/** About 100 bytes: what a poller reads to learn whether there is anything to fetch. */
export const roomMetaSchema = z.object({
  roomId: roomIdSchema,
  rev: seqSchema,
  lastSeq: seqSchema,
  lastMessageAt: z.nullable(z.number()),
  epoch: z.string().check(z.maxLength(8)),
});
export type RoomMeta = z.infer<typeof roomMetaSchema>;
export const roomMetasSchema = z.object({ rooms: z.array(roomMetaSchema) });

/** A page by `seq`, ascending. `hasMore`: the page did not reach the end in the direction it was asked for. */
export const messagePageSchema = z.object({
  messages: z.array(messageSchema),
  rev: seqSchema,
  lastSeq: seqSchema,
  epoch: z.string(),
  hasMore: z.boolean(),
});
export type MessagePage = z.infer<typeof messagePageSchema>;

/** Messages whose `rev` is higher than asked, ascending by `rev`; `rev` is how far this page reaches. */
export const changePageSchema = z.object({
  messages: z.array(messageSchema),
  rev: seqSchema,
  lastSeq: seqSchema,
  epoch: z.string(),
  hasMore: z.boolean(),
});
export type ChangePage = z.infer<typeof changePageSchema>;

/** Of what somebody wants to be told in a room. */
export const involvementSchema = z.enum(["everything", "mentions", "nothing"]);
export type Involvement = z.infer<typeof involvementSchema>;

export const roomSummarySchema = z.object({
  id: roomIdSchema,
  name: z.string(),
  kind: roomKindSchema,
  topic: z.string(),
  rev: seqSchema,
  lastSeq: seqSchema,
  lastMessageAt: z.nullable(z.number()),
  epoch: z.string(),
  /** `null`: not a member (a joinable public room). */
  myRole: z.nullable(z.enum(["owner", "member"])),
  readSeq: seqSchema,
  unread: z.number(),
  mentions: z.number(),
  /** What I chose; `null`: nothing yet (or not a member), which `lib/chat/domain.ts` explains. */
  involvement: z.nullable(involvementSchema),
  /** The other person of a direct room. */
  peer: z.nullable(z.object({ id: z.string(), name: z.string(), image: z.nullable(z.string()) })),
  /** Read-only since then. */
  archivedAt: z.nullable(z.number()),
  /** The least time between two posts of a member; 0: none. */
  slowModeSeconds: z.number(),
  /** I may not write until then, and why; past times mean nothing. */
  mutedUntil: z.nullable(z.number()),
  muteReason: z.nullable(z.string()),
});
export type RoomSummary = z.infer<typeof roomSummarySchema>;
export const roomListSchema = z.object({ rooms: z.array(roomSummarySchema) });

/** Body of `PUT …/involvement`; `null`: as rooms of this kind are by themselves. */
export const chooseInvolvementSchema = z.object({ involvement: z.nullable(involvementSchema) });

export const roomMemberSchema = z.object({
  userId: z.string(),
  name: z.string(),
  image: z.nullable(z.string()),
  role: z.enum(["owner", "member"]),
  badge: z.nullable(badgeSchema),
  readSeq: seqSchema,
  joinedAt: z.number(),
});
export type RoomMember = z.infer<typeof roomMemberSchema>;

export const createRoomSchema = z.object({
  /** Not needed for a direct room, which shows the other person's name. */
  name: z.optional(characters(1, limits.roomNameCharacters)),
  kind: roomKindSchema,
  topic: z.optional(characters(0, limits.topicCharacters)),
  memberIds: z.optional(z.array(userIdSchema).check(z.maxLength(limits.membersPerCall))),
});
export type CreateRoom = z.infer<typeof createRoomSchema>;

export const updateRoomSchema = z.object({
  name: z.optional(characters(1, limits.roomNameCharacters)),
  topic: z.optional(characters(0, limits.topicCharacters)),
  archived: z.optional(z.boolean()),
  /** 0 ends slow mode. */
  slowModeSeconds: z.optional(
    z.int().check(
      z.refine((seconds) => seconds === 0 || (seconds >= 5 && seconds <= 6 * 60 * 60), {
        error: "Must be 0, or between 5 seconds and 6 hours",
      }),
    ),
  ),
});
export type UpdateRoom = z.infer<typeof updateRoomSchema>;

const postFieldsSchema = z.object({
  clientId: clientIdSchema,
  body: characters(0, limits.bodyCharacters),
  replyTo: z.nullish(messageIdSchema),
  attachmentIds: z.optional(
    z.array(z.string().check(z.minLength(1), z.maxLength(32))).check(
      z.maxLength(limits.attachments),
      z.overwrite((ids) => [...new Set(ids)]),
    ),
  ),
});
/** A message says something, or brings a file. */
const saysSomething = (post: { body: string; attachmentIds?: string[] | undefined }) =>
  post.body !== "" || (post.attachmentIds?.length ?? 0) > 0;
const saysNothing = { error: "Needs at least 1 character(s)", path: ["body"] };

export const postMessageSchema = postFieldsSchema.check(z.refine(saysSomething, saysNothing));
export type PostMessage = z.infer<typeof postMessageSchema>;

export const editMessageSchema = z.object({ body: characters(1, limits.bodyCharacters) });
export const moveReadSchema = z.object({ seq: seqSchema });
export const memberIdsSchema = z.object({
  userIds: z.array(userIdSchema).check(z.minLength(1), z.maxLength(limits.membersPerCall)),
});

/** What a socket client may send. `ping` is plain text and never reaches the object. */
export const clientFrameSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("typing") }),
  z
    .extend(postFieldsSchema, { type: z.literal("post") })
    .check(z.refine(saysSomething, saysNothing)),
  z.object({ type: z.literal("read"), seq: seqSchema }),
]);
export type ClientFrame = z.infer<typeof clientFrameSchema>;

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ field: z.string(), message: z.string() }))),
  retryAfterSeconds: z.optional(z.number()),
});

export const presentUserSchema = z.object({
  userId: z.string(),
  name: z.string(),
  image: z.nullable(z.string()),
});
export type PresentUser = z.infer<typeof presentUserSchema>;

/** What the server sends. `messages` are new ones, `changed` are edits, deletes, reactions and pins. */
export const serverFrameSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("hello"),
    rev: seqSchema,
    lastSeq: seqSchema,
    epoch: z.string(),
    you: z.object({ userId: z.string(), name: z.string() }),
  }),
  z.object({
    type: z.literal("messages"),
    messages: z.array(messageSchema),
    prevRev: seqSchema,
    rev: seqSchema,
  }),
  z.object({
    type: z.literal("changed"),
    messages: z.array(messageSchema),
    prevRev: seqSchema,
    rev: seqSchema,
  }),
  z.object({ type: z.literal("typing"), userId: z.string(), name: z.string() }),
  z.object({ type: z.literal("presence"), users: z.array(presentUserSchema) }),
  z.object({ type: z.literal("read"), userId: z.string(), seq: seqSchema }),
  z.object({ type: z.literal("kicked"), reason: z.string() }),
  /** The room's settings, or what I may do in it, are no longer what they were: ask for it anew. */
  z.object({ type: z.literal("room") }),
  z.object({ type: z.literal("ack"), clientId: z.string(), message: messageSchema }),
  z.object({ type: z.literal("nack"), clientId: z.string(), problem: problemSchema }),
  z.object({ type: z.literal("error"), detail: z.string() }),
]);
export type ServerFrame = z.infer<typeof serverFrameSchema>;
