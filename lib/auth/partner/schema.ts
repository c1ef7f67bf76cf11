import { z } from "zod";

/** Characters of what a member writes about themselves as a host. */
export const partnerProfileLimits = { min: 20, max: 1000 } as const;

const { min, max } = partnerProfileLimits;
// Line breaks belong to the text; nothing else that cannot be seen.
const hiddenCharacters = /[^\P{Cc}\n\t]/u;

/** Body of `POST /api/me/partner`: who you are, what you will host. */
export const partnerApplicationSchema = z.object({
  profile: z
    .string()
    .max(4 * max)
    .transform((text) => text.replace(/\r\n?/g, "\n").trim())
    .refine((text) => [...text].length >= min, { error: `Needs at least ${min} characters` })
    .refine((text) => [...text].length <= max, { error: `May have at most ${max} characters` })
    .refine((text) => !hiddenCharacters.test(text), { error: "May not have control characters" }),
});

const hostStatusSchema = z.enum(["pending", "approved", "suspended", "declined"]);
export type HostStatus = z.infer<typeof hostStatusSchema>;

/** A host profile as its owner and admins see it. Everywhere else one that was declined is none. Times in ms. */
export const hostProfileSchema = z.object({
  id: z.string(),
  status: hostStatusSchema,
  profile: z.string(),
  /** What the last decision said; stands while a new application waits. */
  reason: z.string().nullable(),
  /** When this text was sent in. */
  appliedAt: z.number(),
  decidedAt: z.number().nullable(),
});
export type HostProfile = z.infer<typeof hostProfileSchema>;

/** The answer of `GET` and `POST /api/me/partner`. */
export const ownPartnerSchema = z.object({ partner: hostProfileSchema.nullable() });

const partnerDecisions = ["approve", "decline", "suspend"] as const;
export type PartnerDecision = (typeof partnerDecisions)[number];

export const reasonLimit = 500;

/** Body of `POST /api/admin/people/{userId}/partner`. */
export const partnerDecisionSchema = z.object({
  decision: z.enum(partnerDecisions),
  /** The member reads it. */
  reason: z.string().trim().max(reasonLimit).optional(),
  /** What the admin looked at: a profile that has changed since is not decided on (`conflict`). */
  seen: hostProfileSchema.pick({ status: true, appliedAt: true }).optional(),
});
export type DecidePartner = z.infer<typeof partnerDecisionSchema>;

/** The answer of a decision. */
export const decidedPartnerSchema = z.object({ partner: hostProfileSchema });
