import { z } from "zod";

/** Shapes of rooms and messages that cross a boundary: HTTP bodies, socket frames, cached values. */

export const limits = {
  bodyCharacters: 4000,
  roomNameCharacters: 80,
  topicCharacters: 250,
  pageSize: 100,
  metaRooms: 50,
  membersPerCall: 50,
  /** Files on one message. */
  attachments: 10,
} as const;

/**
 * Characters as people count them (code points), not UTF-16 units.
 * SQLite's text ends at a NUL and has no lone surrogates, so neither is kept.
 */
const characters = (min: number, max: number) =>
  z
    .string()
    .overwrite((text) => text.replace(/\0/g, "").replace(/\p{Surrogate}/gu, "\uFFFD"))
    .trim()
    .refine((text) => [...text].length >= min, { error: `Needs at least ${min} character(s)` })
    .refine((text) => [...text].length <= max, { error: `May have at most ${max} characters` });

export const roomIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,16}$/);
export const userIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,32}$/);
export const messageIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,32}$/);
export const clientIdSchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
export const roomKindSchema = z.enum(["public", "private", "direct"]);
export const badgeSchema = z.enum(["partner", "moderator", "admin"]);

const seqSchema = z.number().int().nonnegative();

export const attachmentSchema = z.object({
  id: z.string(),
  url: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
});

export const messageSchema = z.object({
  id: messageIdSchema,
  roomId: roomIdSchema,
  seq: seqSchema,
  rev: seqSchema,
  clientId: z.string(),
  authorId: z.string(),
  authorName: z.string(),
  authorImage: z.string().nullable(),
  authorBadge: badgeSchema.nullable(),
  body: z.string(),
  replyTo: z.string().nullable(),
  attachments: z.array(attachmentSchema),
  reactions: z.array(z.object({ emoji: z.string(), userIds: z.array(z.string()) })),
  pinned: z.boolean(),
  editedAt: z.number().nullable(),
  deletedAt: z.number().nullable(),
  createdAt: z.number(),
});
export type Message = z.infer<typeof messageSchema>;

/** About 100 bytes: what a poller reads to learn whether there is anything to fetch. */
export const roomMetaSchema = z.object({
  roomId: roomIdSchema,
  rev: seqSchema,
  lastSeq: seqSchema,
  lastMessageAt: z.number().nullable(),
  epoch: z.string().max(8),
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

export const roomSummarySchema = z.object({
  id: roomIdSchema,
  name: z.string(),
  kind: roomKindSchema,
  topic: z.string(),
  rev: seqSchema,
  lastSeq: seqSchema,
  lastMessageAt: z.number().nullable(),
  epoch: z.string(),
  /** `null`: not a member (a joinable public room). */
  myRole: z.enum(["owner", "member"]).nullable(),
  readSeq: seqSchema,
  unread: z.number(),
  mentions: z.number(),
  /** The other person of a direct room. */
  peer: z.object({ id: z.string(), name: z.string(), image: z.string().nullable() }).nullable(),
});
export type RoomSummary = z.infer<typeof roomSummarySchema>;
export const roomListSchema = z.object({ rooms: z.array(roomSummarySchema) });

export const roomMemberSchema = z.object({
  userId: z.string(),
  name: z.string(),
  image: z.string().nullable(),
  role: z.enum(["owner", "member"]),
  badge: badgeSchema.nullable(),
  readSeq: seqSchema,
  joinedAt: z.number(),
});
export type RoomMember = z.infer<typeof roomMemberSchema>;

export const createRoomSchema = z.object({
  /** Not needed for a direct room, which shows the other person's name. */
  name: characters(1, limits.roomNameCharacters).optional(),
  kind: roomKindSchema,
  topic: characters(0, limits.topicCharacters).optional(),
  memberIds: z.array(userIdSchema).max(limits.membersPerCall).optional(),
});
export type CreateRoom = z.infer<typeof createRoomSchema>;

export const updateRoomSchema = z
  .object({
    name: characters(1, limits.roomNameCharacters),
    topic: characters(0, limits.topicCharacters),
  })
  .partial();
export type UpdateRoom = z.infer<typeof updateRoomSchema>;

const postFieldsSchema = z.object({
  clientId: clientIdSchema,
  body: characters(0, limits.bodyCharacters),
  replyTo: messageIdSchema.nullish(),
  attachmentIds: z
    .array(z.string().min(1).max(32))
    .max(limits.attachments)
    .transform((ids) => [...new Set(ids)])
    .optional(),
});
/** A message says something, or brings a file. */
const saysSomething = (post: { body: string; attachmentIds?: string[] | undefined }) =>
  post.body !== "" || (post.attachmentIds?.length ?? 0) > 0;
const saysNothing = { error: "Needs at least 1 character(s)", path: ["body"] };

export const postMessageSchema = postFieldsSchema.refine(saysSomething, saysNothing);
export type PostMessage = z.infer<typeof postMessageSchema>;

export const editMessageSchema = z.object({ body: characters(1, limits.bodyCharacters) });
export const moveReadSchema = z.object({ seq: seqSchema });
export const memberIdsSchema = z.object({
  userIds: z.array(userIdSchema).min(1).max(limits.membersPerCall),
});

/** What a socket client may send. `ping` is plain text and never reaches the object. */
export const clientFrameSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("typing") }),
  postFieldsSchema.extend({ type: z.literal("post") }).refine(saysSomething, saysNothing),
  z.object({ type: z.literal("read"), seq: seqSchema }),
]);
export type ClientFrame = z.infer<typeof clientFrameSchema>;

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  retryAfterSeconds: z.number().optional(),
});

export const presentUserSchema = z.object({
  userId: z.string(),
  name: z.string(),
  image: z.string().nullable(),
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
  z.object({ type: z.literal("ack"), clientId: z.string(), message: messageSchema }),
  z.object({ type: z.literal("nack"), clientId: z.string(), problem: problemSchema }),
  z.object({ type: z.literal("error"), detail: z.string() }),
]);
export type ServerFrame = z.infer<typeof serverFrameSchema>;
