import { z } from "zod";

/** Which dead letters to replay; without ids the oldest. */
export const replayLettersSchema = z.object({
  ids: z.array(z.string().min(1).max(100)).min(1).max(100).optional(),
});

/** What came of a call: how many letters are on their way, and when it was (milliseconds), for `since` of the list. */
export const replayedLettersSchema = z.object({ replayed: z.number(), at: z.number() });

export const deadLettersQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** `nextCursor` of the page before: `{receivedAt}-{id}`. */
  cursor: z
    .string()
    .regex(/^\d{1,15}-.{1,100}$/, "Use the cursor of the page before")
    .optional(),
  /** Milliseconds; asks how many letters have come back since then. */
  since: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
});
export type DeadLettersQuery = z.infer<typeof deadLettersQuerySchema>;

/** A message or event that nobody could process. */
const deadLetterSchema = z.object({
  id: z.string(),
  /** `exhausted` (tried to the end), `unreadable`, `bad_event` or `future`. */
  reason: z.string(),
  /** When it came, or last came back; milliseconds. */
  receivedAt: z.number(),
  /** How often it was replayed in vain. */
  refusals: z.number(),
  events: z.number(),
  bytes: z.number(),
  /** How it begins; characters that would not show, or would turn the text around, are replaced. */
  preview: z.string(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

export const deadLetterPageSchema = z.object({
  waiting: z.object({ letters: z.number(), events: z.number() }),
  /** Replayed letters that the aggregation has not settled yet. */
  underWay: z.number(),
  /** Waiting letters that came back from a replay since `since`. */
  refusedAgain: z.number(),
  /** Newest first. */
  letters: z.array(deadLetterSchema),
  nextCursor: z.string().nullable(),
});
export type DeadLetterPage = z.infer<typeof deadLetterPageSchema>;
