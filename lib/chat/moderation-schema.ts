import * as z from "zod/mini";
import { roomIdSchema, roomKindSchema } from "./schema";
import { characters } from "./text-schema";

/** Shapes of keeping order: mutes, bans, reports. */

const minute = 60;
const day = 24 * 60 * minute;

export const moderationLimits = {
  muteSeconds: { min: 10 * minute, max: 7 * day },
  banSeconds: { min: 60 * minute, max: 365 * day },
  reasonCharacters: 250,
  detailCharacters: 1000,
  reportsPerDay: 10,
} as const;

const { muteSeconds, banSeconds, reasonCharacters, detailCharacters } = moderationLimits;
const reasonSchema = characters(0, reasonCharacters);
const muteSecondsSchema = z.int().check(z.gte(muteSeconds.min), z.lte(muteSeconds.max));

/** Body of `PUT …/mutes/{userId}`. */
export const muteSchema = z.object({
  seconds: muteSecondsSchema,
  reason: z.optional(reasonSchema),
});
export type Mute = z.infer<typeof muteSchema>;

/** Body of `PUT …/bans/{userId}`; without `seconds` for good. */
export const banSchema = z.object({
  seconds: z.nullish(z.int().check(z.gte(banSeconds.min), z.lte(banSeconds.max))),
  reason: z.optional(reasonSchema),
});
export type Ban = z.infer<typeof banSchema>;

const personSchema = {
  userId: z.string(),
  name: z.string(),
  image: z.nullable(z.string()),
};

/** Who is muted in a room at the moment. Times in ms. */
export const muteListSchema = z.object({
  mutes: z.array(z.object({ ...personSchema, until: z.number(), reason: z.string() })),
});
export type ListedMute = z.infer<typeof muteListSchema>["mutes"][number];

/** Who may not come into a room; `until` null is for good. */
export const banListSchema = z.object({
  bans: z.array(
    z.object({
      ...personSchema,
      reason: z.string(),
      createdAt: z.number(),
      until: z.nullable(z.number()),
    }),
  ),
});
export type ListedBan = z.infer<typeof banListSchema>["bans"][number];

export const reportReasons = ["spam", "harassment", "hate", "sexual", "illegal", "other"] as const;

/** Body of `POST …/messages/{id}/report`. */
export const reportSchema = z.object({
  reason: z.enum(reportReasons),
  detail: z.optional(characters(0, detailCharacters)),
});
export type Report = z.infer<typeof reportSchema>;

/** A message that somebody holds something against, with no more of its room than its name. */
export const reportedMessageSchema = z.object({
  messageId: z.string(),
  roomId: roomIdSchema,
  roomName: z.string(),
  roomKind: roomKindSchema,
  /** Whether the one who asks may see the room. */
  mayOpen: z.boolean(),
  seq: z.number(),
  authorId: z.string(),
  authorName: z.string(),
  /** As it was when it was reported first. */
  body: z.string(),
  postedAt: z.number(),
  /** Its author has changed it since, or taken it away. */
  isChanged: z.boolean(),
  isDeleted: z.boolean(),
  files: z.array(z.string()),
  reportedAt: z.number(),
  reports: z.array(
    z.object({
      reporterName: z.string(),
      reason: z.enum(reportReasons),
      detail: z.string(),
      createdAt: z.number(),
    }),
  ),
});
export type ReportedMessage = z.infer<typeof reportedMessageSchema>;

export const reportQueueSchema = z.object({
  messages: z.array(reportedMessageSchema),
  /** There are more than these. */
  hasMore: z.boolean(),
});
export const reportCountSchema = z.object({ open: z.number() });

/** Body of `POST /api/moderation/reports/{messageId}`: what is done about a message, which closes its reports. */
export const decisionSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("dismiss") }),
  z.object({ action: z.literal("remove") }),
  z.object({ action: z.literal("mute"), seconds: muteSecondsSchema }),
]);
export type Decision = z.infer<typeof decisionSchema>;
