import { z } from "zod";
import { roomIdSchema, roomKindSchema } from "../schema";

/** Counts of members stop here, so that a page costs a bounded number of rows. */
export const membersBound = 5_000;

export const roomOrders = ["activity", "messages", "created", "name"] as const;
export type RoomOrder = (typeof roomOrders)[number];

/** `GET /api/admin/rooms`. */
export const adminRoomsQuery = z.object({
  /** Part of a room's name. */
  q: z.string().trim().max(80).default(""),
  type: z.optional(roomKindSchema),
  /** The latest, the most or the newest first; names from A to Z. */
  sort: z.enum(roomOrders).default("activity"),
  /** `nextCursor` of the page before, asked for in the same order. */
  cursor: z
    .string()
    .max(1_000)
    .regex(/^[^.]+\.[A-Za-z0-9_-]{1,16}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type AdminRoomsQuery = z.infer<typeof adminRoomsQuery>;

/**
 * A room as admins see it: what it is called and its counters, never what is said there. Of a direct room not even who
 * talks: that two people do is theirs.
 */
const adminRoomSchema = z.object({
  id: roomIdSchema,
  /** Null: a direct room. */
  name: z.string().nullable(),
  kind: roomKindSchema,
  /** At most `membersBound`, which then means as many or more. */
  members: z.number(),
  messages: z.number(),
  lastMessageAt: z.number().nullable(),
  createdAt: z.number(),
  /** Null: a direct room, or an account that is gone. */
  createdBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Whether the admin who asks may read it: it is public, or theirs. */
  mayOpen: z.boolean(),
});
export type AdminRoom = z.infer<typeof adminRoomSchema>;

export const adminRoomPageSchema = z.object({
  rooms: z.array(adminRoomSchema),
  nextCursor: z.string().nullable(),
  /** Of all rooms, whatever was asked for. */
  counts: z.object({ public: z.number(), private: z.number(), direct: z.number() }),
});
export type AdminRoomPage = z.infer<typeof adminRoomPageSchema>;
