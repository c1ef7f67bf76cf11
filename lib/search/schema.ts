import * as z from "zod/mini";
import { messageSchema, roomIdSchema, userIdSchema } from "../chat/schema";

/** Searching in messages, as it crosses the boundary. */

const timeSchema = z.coerce.number().check(z.int(), z.minimum(0), z.maximum(8_640_000_000_000_000));

/** Query of `GET /api/chat/search`. */
export const searchQuerySchema = z.object({
  q: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  /** One room; without it, all those that I am a member of. */
  room: z.optional(roomIdSchema),
  /** Written by this person. */
  author: z.optional(userIdSchema),
  /** Written at or after, and before; ms. */
  after: z.optional(timeSchema),
  before: z.optional(timeSchema),
  /** `nextCursor` of the page before. */
  cursor: z.optional(z.coerce.number().check(z.int(), z.positive())),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(50)), 20),
});
export type SearchQuery = z.infer<typeof searchQuerySchema>;

/** Newest first. `highlights`: where the words stand in the body, in UTF-16 units. */
export const searchPageSchema = z.object({
  results: z.array(
    z.object({
      message: messageSchema,
      highlights: z.array(z.object({ from: z.number(), to: z.number() })),
    }),
  ),
  nextCursor: z.nullable(z.number()),
});
export type SearchPage = z.infer<typeof searchPageSchema>;
