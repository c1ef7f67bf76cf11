import { z } from "zod";
import { exportFormats } from "./export-format";
import { limits, messageIdSchema, roomIdSchema, userIdSchema } from "./schema";

/** Path parameters of the routes under a room. */
export const roomParamsSchema = z.object({ roomId: roomIdSchema });
export const messageParamsSchema = z.object({ roomId: roomIdSchema, messageId: messageIdSchema });
export const roomMemberParamsSchema = z.object({ roomId: roomIdSchema, userId: userIdSchema });
export const invitationParamsSchema = z.object({ token: z.string().regex(/^[A-Za-z0-9]{32}$/) });

/** Query of `GET …/members`: pages in the order of user ids; with `q` or `ids` a few of those that it fits, at once. */
export const membersQuerySchema = z.object({
  cursor: z.optional(userIdSchema),
  limit: z.coerce.number().int().min(1).max(limits.pageSize).default(limits.pageSize),
  /** A part of their name. */
  q: z.string().trim().max(limits.roomNameCharacters).optional(),
  ids: z
    .string()
    .max(2000)
    .transform((list) => list.split(",").filter(Boolean))
    .pipe(z.array(userIdSchema).max(limits.membersPerCall))
    .optional(),
});

const wholeNumber = z.coerce.number().int().nonnegative();

/**
 * Query of `GET …/messages`: at most one of `after`, `before`, `around` (a message's id), `changedSince`. With `atLeast` an
 * answer to `after` or `changedSince` may come from a cache that knows the room up to this `rev`.
 */
export const messagesQuerySchema = z
  .object({
    limit: z.coerce.number().int().min(1).max(limits.pageSize).default(10),
    after: wholeNumber.optional(),
    before: wholeNumber.optional(),
    around: z.optional(messageIdSchema),
    changedSince: wholeNumber.optional(),
    atLeast: wholeNumber.optional(),
  })
  .refine(
    ({ after, before, around, changedSince }) =>
      [after, before, around, changedSince].filter((value) => value !== undefined).length <= 1,
    { error: "Use one of after, before, around and changedSince", path: ["after"] },
  );

/** Query of `GET /api/chat/mentions`. */
export const mentionsQuerySchema = z.object({
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

/** Query of `GET …/export`. */
export const exportQuerySchema = z.object({ format: z.enum(exportFormats).default("jsonl") });

export const metaQuerySchema = z.object({
  rooms: z
    .string()
    .transform((list) => list.split(",").filter(Boolean))
    .pipe(z.array(roomIdSchema).min(1).max(limits.metaRooms)),
});

/** One emoji as people see it: `\p{RGI_Emoji}` of Unicode TS 51, families and flags included. */
const emoji = new RegExp("^\\p{RGI_Emoji}$", "v");

export const reactionParamsSchema = messageParamsSchema.extend({
  emoji: z
    .string()
    .max(200)
    .transform(decodeEmoji)
    .refine((text) => emoji.test(text)),
});

/** Next hands over what the address says, encoded as it came. */
function decodeEmoji(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
