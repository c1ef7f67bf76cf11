import { z } from "zod";
import {
  listSharesQuery,
  reportReasonSchema,
  shareIdSchema,
  shareLimits,
  shareSchema,
} from "../schema";

/** A share as admins see it: with the name of its owner, null when the account is gone. */
const adminShareSchema = shareSchema.extend({ ownerName: z.string().nullable() });
export type AdminShare = z.infer<typeof adminShareSchema>;

/** `GET /api/admin/shares`. */
export const adminSharesQuery = z.object({
  /** Part of a title, a prompt, a style or an owner's name; or a share's id or link. */
  q: z.string().trim().max(200).default(""),
  cursor: listSharesQuery.shape.cursor,
  limit: z.coerce.number().int().min(1).max(shareLimits.pageSize).default(24),
});
export type AdminSharesQuery = z.infer<typeof adminSharesQuery>;

/** Newest first. A page looks through a bounded number of shares: it may have few or none and still not be the last. */
export const adminSharePageSchema = z.object({
  shares: z.array(adminShareSchema),
  nextCursor: z.string().nullable(),
});
export type AdminSharePage = z.infer<typeof adminSharePageSchema>;

/** `GET /api/admin/shares/reports`: open ones, the oldest first. `share`: null when it is gone already. */
export const shareReportsSchema = z.object({
  reports: z.array(
    z.object({
      id: z.string(),
      shareId: shareIdSchema,
      reason: reportReasonSchema,
      detail: z.string(),
      createdAt: z.number(),
      share: adminShareSchema.nullable(),
    }),
  ),
});
export type OpenReport = z.infer<typeof shareReportsSchema>["reports"][number];
