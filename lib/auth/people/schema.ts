import { z } from "zod";
import { listedActionSchema } from "../../audit/schema";
import { hostProfileSchema } from "../partner/schema";
import { partnerSchema, roleSchema, searchText } from "../schema";

/** How everybody may be ordered. */
export const peopleOrders = ["newest", "name"] as const;

/** Statuses that a list may be narrowed down to; a deleted account is in no list. */
const listedStatusSchema = z.enum(["active", "banned"]);

/** Query of `GET /api/admin/people`. */
export const adminPeopleQuerySchema = z.object({
  q: searchText,
  role: roleSchema.optional(),
  status: listedStatusSchema.optional(),
  partner: z.enum(["none", "pending", "approved", "suspended"]).optional(),
  sort: z.enum(peopleOrders).default("newest"),
  /** Where the last page ended: its answer's `nextCursor`; of the same order. */
  cursor: z
    .string()
    .regex(/^(\d{1,16}\.[A-Za-z0-9_-]{1,32}|[A-Za-z0-9_-]{1,32}~.{1,120})$/u)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type PeopleQuery = z.infer<typeof adminPeopleQuerySchema>;

const personSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  image: z.string().nullable(),
  role: roleSchema,
  status: listedStatusSchema,
  statusReason: z.string().nullable(),
  createdAt: z.number(),
  /** True to the hour; null for somebody who has no session. In ms. */
  lastSeenAt: z.number().nullable(),
});

const listedPersonSchema = personSchema.extend({ partner: partnerSchema });
export type ListedPerson = z.infer<typeof listedPersonSchema>;

/** The answer of `GET /api/admin/people`. */
export const peoplePageSchema = z.object({
  people: z.array(listedPersonSchema),
  /** Null on the last page. */
  nextCursor: z.string().nullable(),
});

/** A count of an overview goes no further than this: one more stands for "more". */
export const countsAtMost = 1000;
/** Requests that an overview carries, those that wait longest first. */
export const requestsAtMost = 50;

export const peopleCountsSchema = z.object({
  everybody: z.number(),
  admins: z.number(),
  moderators: z.number(),
  partners: z.number(),
  requests: z.number(),
  suspended: z.number(),
  banned: z.number(),
});
export type PeopleCounts = z.infer<typeof peopleCountsSchema>;

export const partnerRequestSchema = z.object({
  userId: z.string(),
  name: z.string(),
  image: z.string().nullable(),
  createdAt: z.number(),
  partner: hostProfileSchema,
});
export type PartnerRequest = z.infer<typeof partnerRequestSchema>;

/** The answer of `GET /api/admin/people/overview`. */
export const peopleOverviewSchema = z.object({
  counts: peopleCountsSchema,
  requests: z.array(partnerRequestSchema),
});
export type PeopleOverview = z.infer<typeof peopleOverviewSchema>;

/** Messages and rooms of one person are counted up to here; one more stands for "more". */
export const ownedAtMost = 10_000;

const personInDepthSchema = personSchema.extend({
  /** How they sign in besides a password. */
  providers: z.array(z.string()),
  hasPassword: z.boolean(),
  partner: hostProfileSchema.nullable(),
  counts: z.object({
    /** Sessions that are signed in. */
    sessions: z.number(),
    rooms: z.number(),
    /** Sent to rooms that they are in now. */
    messages: z.number(),
    /** Shares that have not ended. */
    shares: z.number(),
  }),
});
export type PersonInDepth = z.infer<typeof personInDepthSchema>;

/** The answer of `GET /api/admin/people/{userId}`. */
export const personAnswerSchema = z.object({
  person: personInDepthSchema,
  /** What admins did to them last, newest first. */
  history: z.array(listedActionSchema),
  /** Of people whom it mentions, by id. */
  names: z.record(z.string(), z.string()),
});

/** The answer of a change of role or status. */
export const changedPersonSchema = z.object({
  person: personSchema.pick({ id: true, role: true, status: true, statusReason: true }),
});

/** The answer of `POST /api/admin/people/{userId}/reset-link`. */
export const resetLinkSchema = z.object({ url: z.string(), expiresAt: z.number() });
export type ResetLink = z.infer<typeof resetLinkSchema>;
