import { z } from "zod";
import { limits, messageIdSchema, roomIdSchema, userIdSchema } from "./schema";

/** Path parameters of the routes under a room. */
export const roomParamsSchema = z.object({ roomId: roomIdSchema });
export const messageParamsSchema = z.object({ roomId: roomIdSchema, messageId: messageIdSchema });
export const invitationParamsSchema = z.object({ token: z.string().regex(/^[A-Za-z0-9]{32}$/) });

/** Query of `GET …/members`: pages in the order of user ids. */
export const membersQuerySchema = z.object({
  cursor: userIdSchema.optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageSize).default(limits.pageSize),
});

const wholeNumber = z.coerce.number().int().nonnegative();

/** Query of `GET …/messages`: at most one of `after`, `before`, `changedSince`. */
export const messagesQuerySchema = z
  .object({
    limit: z.coerce.number().int().min(1).max(limits.pageSize).default(10),
    after: wholeNumber.optional(),
    before: wholeNumber.optional(),
    changedSince: wholeNumber.optional(),
  })
  .refine(
    (query) =>
      [query.after, query.before, query.changedSince].filter((value) => value !== undefined)
        .length <= 1,
    { error: "Use one of after, before and changedSince", path: ["after"] },
  );

export const metaQuerySchema = z.object({
  rooms: z
    .string()
    .transform((list) => list.split(",").filter(Boolean))
    .pipe(z.array(roomIdSchema).min(1).max(limits.metaRooms)),
});
