import * as z from "zod/mini";
import { messageSchema } from "./schema";

/** A page of messages that name me, those that named me last first. */
export const mentionPageSchema = z.object({
  mentions: z.array(
    z.object({
      message: messageSchema,
      /** I have not read that far in its room. */
      unread: z.boolean(),
    }),
  ),
  nextCursor: z.nullable(z.number()),
});
export type MentionPage = z.infer<typeof mentionPageSchema>;
