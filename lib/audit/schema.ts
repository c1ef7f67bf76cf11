import { z } from "zod";

/** What admins do to people, rooms, shares and the installation; the closed list of `audit_log.action`. */
export const auditActions = [
  "person.first_admin",
  "person.update",
  "person.reset_link",
  "partner.approve",
  "partner.decline",
  "partner.suspend",
  "share.extend",
  "share.remove",
  "share.report_close",
  "message.remove",
  "message.dismiss_reports",
  "room.update",
  "room.archive",
  "room.restore",
  "room.export",
  "room.remove_members",
  "room.mute",
  "room.unmute",
  "room.ban",
  "room.lift_ban",
  "alert.acknowledge",
  "alert.test",
  "archive.trigger",
  "archive.restore",
  "archive.download",
  "dead_letters.replay",
  "events.replay",
  "events.export",
  "dashboard_link.create",
  "dashboard_link.rename",
  "dashboard_link.revoke",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who acts: a person's id, `operator` for a program with the operator's token, or `configuration`. */
export type AuditEntry = {
  at: number;
  actorId: string;
  action: AuditAction;
  /** What it was done to: an id, a date; `""` where it has no name. */
  targetId: string;
  detail: Record<string, unknown>;
};

/** Rows of a page, and of a file that is downloaded. */
export const auditLimits = { page: 100, file: 10_000 } as const;

/** Query of `GET /api/admin/audit`; newest first. Times in ms, `until` excluded. */
export const auditQuerySchema = z.object({
  action: z.enum(auditActions).optional(),
  actorId: z.string().min(1).max(64).optional(),
  targetId: z.string().min(1).max(64).optional(),
  since: z.coerce.number().int().min(0).optional(),
  until: z.coerce.number().int().min(0).optional(),
  /** Where the last page ended; its answer's `nextCursor`. */
  before: z
    .string()
    .regex(/^\d{1,16}-[0-9A-Za-z]{1,32}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(auditLimits.page).default(50),
  format: z.enum(["json", "csv"]).default("json"),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** What a target is, by the action. */
const targetKinds = [
  "person",
  "share",
  "report",
  "message",
  "room",
  "alert",
  "day",
  "link",
  "none",
] as const;

const namedSchema = z.object({
  id: z.string(),
  /** Null where it has none, or nobody knows it any more. */
  name: z.string().nullable(),
});

export const listedActionSchema = z.object({
  id: z.string(),
  at: z.number(),
  /** Of the closed list, or of one that another version knew. */
  action: z.string(),
  actor: namedSchema.extend({
    kind: z.enum(["person", "deleted", "operator", "configuration"]),
  }),
  target: namedSchema.extend({ kind: z.enum(targetKinds), isDeleted: z.boolean() }),
  detail: z.record(z.string(), z.unknown()),
});
export type ListedAction = z.infer<typeof listedActionSchema>;

/** The answer of `GET /api/admin/audit`. */
export const auditPageSchema = z.object({
  entries: z.array(listedActionSchema),
  /** Names of people whom details mention, by id. */
  names: z.record(z.string(), z.string()),
  /** Null on the last page. */
  nextCursor: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

/** The answer of `GET /api/admin/audit/actors`: everybody who stands in the log as acting. */
export const auditActorsSchema = z.object({
  actors: z.array(listedActionSchema.shape.actor),
});
