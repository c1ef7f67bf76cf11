import { z } from "zod";
import { knownMethods } from "../traffic/report/schema";
import { presets } from "../traffic/report/range";

/** What a view of the statistics shows, as addresses and public links carry it. */

/** Columns of the table of paths. */
export const sortColumns = [
  "path",
  "requests",
  "errors",
  "errorRate",
  "avgMs",
  "p50",
  "p95",
  "p99",
  "visitors",
] as const;

export const dashboardViewSchema = z.object({
  /** Null where `from` and `to` say it. */
  range: z.enum(presets).nullable(),
  /** Milliseconds since the epoch; `to` is excluded. */
  from: z.number().int().min(0).nullable(),
  to: z.number().int().min(0).nullable(),
  /** Against the period of the same length before. */
  compare: z.boolean(),
  method: z.enum(knownMethods).nullable(),
  status: z.enum(["1xx", "2xx", "3xx", "4xx", "5xx"]).nullable(),
  country: z
    .string()
    .regex(/^[A-Z][A-Z0-9]$/)
    .nullable(),
  bot: z.boolean().nullable(),
  /** Part of a path's name; empty for all. */
  q: z.string().max(200),
  /** The one path that is looked at in depth. */
  path: z.string().min(1).max(200).nullable(),
  /** Buckets of that path; null for what suits the range. */
  granularity: z.enum(["hour", "day"]).nullable().default(null),
  sort: z.enum(sortColumns),
  descending: z.boolean(),
  /** Asks anew every few seconds. */
  live: z.boolean(),
});
export type DashboardView = z.infer<typeof dashboardViewSchema>;

export const linkLimits = { nameCharacters: 80, live: 100 } as const;

/** 32 letters of `newId`: unguessable. */
const linkIdSchema = z.string().regex(/^[0-9A-Za-z]{32}$/);
export const linkParams = z.object({ linkId: linkIdSchema });

const controlCharacters = /\p{Cc}|\p{Zl}|\p{Zp}|\p{Surrogate}/u;

const linkNameSchema = z
  .string()
  .trim()
  .min(1)
  .refine((name) => [...name].length <= linkLimits.nameCharacters, {
    error: `May have at most ${linkLimits.nameCharacters} characters`,
  })
  .refine((name) => !controlCharacters.test(name), { error: "May not have control characters" });

export const createLinkSchema = z.object({
  name: linkNameSchema,
  view: dashboardViewSchema,
  /** Creating again with the same one answers the first link. */
  clientId: z.string().min(1).max(64).optional(),
});
export type CreateLink = z.infer<typeof createLinkSchema>;

export const renameLinkSchema = z.object({ name: linkNameSchema });

/** A public link as admins see it. Times in ms. */
const dashboardLinkSchema = z.object({
  id: linkIdSchema,
  name: z.string(),
  /** Null when a newer version wrote what this one cannot read: such a link shows nothing. */
  view: dashboardViewSchema.nullable(),
  createdBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: z.number(),
  revokedAt: z.number().nullable(),
});
export type DashboardLink = z.infer<typeof dashboardLinkSchema>;

/** `GET /api/admin/dashboard-links`; `POST` and `PATCH` answer `{link}`. */
export const dashboardLinksSchema = z.object({ links: z.array(dashboardLinkSchema) });
export const linkAnswerSchema = z.object({ link: dashboardLinkSchema });

/** Query of `GET /api/dashboard/{linkId}/stats`; whatever else is asked, the link says. */
export const sharedStatsQuerySchema = z.object({ path: z.string().min(1).max(200) });
