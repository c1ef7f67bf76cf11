import * as z from "zod/mini";
import { editMessageSchema, roomIdSchema } from "../chat/schema";
import { programNameSchema } from "../bot/schema";

/** Of zod/mini, as the dialog of a room loads this. */

export const hookLimits = {
  /** That work at the same time. */
  perRoom: 10,
  /** Of an `Idempotency-Key`. */
  keyCharacters: 255,
} as const;

const hookIdSchema = z.string().check(z.regex(/^[0-9A-Za-z]{16}$/));

export const hookParams = z.object({ roomId: roomIdSchema, hookId: hookIdSchema });

/** `POST /api/hooks/{hookId}/{secret}` */
export const hookCallParams = z.object({
  hookId: hookIdSchema,
  secret: z.string().check(z.regex(/^[0-9A-Za-z]{32}$/)),
});

export const nameHookSchema = z.object({ name: programNameSchema });

/** What comes in: ours, and Slack's form of it, whose other fields are ignored. */
export const hookPostSchema = z.object({ text: editMessageSchema.shape.body });

/** A hook as those see it who look after its room; its address is shown once. Times in ms. */
export const hookSchema = z.object({
  id: z.string(),
  name: z.string(),
  image: z.nullable(z.string()),
  /** Who made it; empty when that account is deleted. */
  createdByName: z.string(),
  createdAt: z.number(),
  lastUsedAt: z.nullable(z.number()),
});
export type Hook = z.infer<typeof hookSchema>;

/** A new hook, or one with a new secret: `url` is where programs post to. */
export const openedHookSchema = z.object({ hook: hookSchema, url: z.string() });
export type OpenedHook = z.infer<typeof openedHookSchema>;
export const oneHookSchema = z.object({ hook: hookSchema });
