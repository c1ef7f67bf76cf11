import { z } from "zod";

export const roleSchema = z.enum(["member", "moderator", "admin"]);
export type Role = z.infer<typeof roleSchema>;
export const statusSchema = z.enum(["active", "banned", "deleted"]);
export const localeSchema = z.enum(["en", "zh-Hans", "zh-Hant"]);
export type Locale = z.infer<typeof localeSchema>;
export const themeSchema = z.enum(["system", "light", "dark"]);
export type Theme = z.infer<typeof themeSchema>;
/** `auto`: as the language has it. The others are named as `Intl` names hour cycles. */
export const timeFormatSchema = z.enum(["auto", "h12", "h23"]);
export type TimeFormat = z.infer<typeof timeFormatSchema>;
/** How somebody likes to see the site; a language only when one was chosen. */
export type Preferences = { locale: Locale | null; theme: Theme; timeFormat: TimeFormat };

export const partnerSchema = z
  .object({ id: z.string(), status: z.enum(["pending", "approved", "suspended"]) })
  .nullable();
export type Partner = z.infer<typeof partnerSchema>;

/** Cached under `stats:user:{userId}:role`: everything a request must know of a person but the partner. */
export const personRecordSchema = z.object({
  name: z.string(),
  image: z.string().nullable(),
  role: roleSchema,
  status: statusSchema,
  /** Sessions that were signed out but whose tokens could still be presented. */
  revokedSids: z.array(z.string()),
});
export type PersonRecord = z.infer<typeof personRecordSchema>;

/** Who makes the request: the token's identity with the current role, status and partner. */
export type Person = {
  id: string;
  sid: string;
  name: string;
  image: string | null;
  role: Role;
  partner: Partner;
};

/** What a session token proves by itself. */
export type Claims = { userId: string; sid: string };

const controlCharacters = /\p{Cc}|\p{Zl}|\p{Zp}/u;

export const personNameSchema = z
  .string()
  .trim()
  .refine((name) => name.length > 0, { error: "Needs at least 1 character" })
  .refine((name) => [...name].length <= 60, { error: "May have at most 60 characters" })
  .refine((name) => !controlCharacters.test(name), { error: "May not have control characters" });

export const emailSchema = z
  .string()
  .max(254)
  .transform((email) => email.trim().toLowerCase())
  .pipe(z.email());

/** NFKC, so that the same password typed on another keyboard is the same bytes. */
const newPasswordSchema = z
  .string()
  .max(1000, { error: "May have at most 200 characters" })
  .transform((password) => password.normalize("NFKC"))
  .refine((password) => [...password].length >= 10, { error: "Needs at least 10 characters" })
  .refine((password) => [...password].length <= 200, { error: "May have at most 200 characters" });

/** A password to compare: anything that fits, so that rules of today do not lock out passwords of yesterday. */
const givenPasswordSchema = z
  .string()
  .max(1000)
  .transform((password) => password.normalize("NFKC"));

export const registerSchema = z.object({
  email: emailSchema,
  name: personNameSchema,
  password: newPasswordSchema,
  setupToken: z.string().max(200).optional(),
});
export type Registration = z.infer<typeof registerSchema>;

export const signInSchema = z.object({ email: emailSchema, password: givenPasswordSchema });

export const resetPasswordSchema = z.object({
  token: z.string().regex(/^[A-Za-z0-9]{32}$/),
  password: newPasswordSchema,
});

/** Of the sign-in pages; what does not fit is as if it were not there. */
export const signInQuerySchema = z.object({
  next: z.string().optional().catch(undefined),
  error: z.enum(["banned", "email_taken", "email_unverified", "failed"]).optional().catch("failed"),
});

export const userIdParams = z.object({ userId: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/) });
export const sessionParams = z.object({ sid: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/) });
export const avatarParams = z.object({
  userId: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
  hash: z.string().regex(/^[0-9a-f]{32}$/),
});

export const updateProfileSchema = z
  .object({
    name: personNameSchema,
    locale: localeSchema,
    theme: themeSchema,
    timeFormat: timeFormatSchema,
  })
  .partial();
export type UpdateProfile = z.infer<typeof updateProfileSchema>;

export const changePasswordSchema = z.object({
  /** Not needed by accounts that have none yet (GitHub, Google). */
  current: givenPasswordSchema.optional(),
  next: newPasswordSchema,
});

export const deleteAccountSchema = z.object({
  password: givenPasswordSchema.optional(),
  messages: z.enum(["keep", "delete"]),
});
export type DeleteAccount = z.infer<typeof deleteAccountSchema>;

export const updatePersonSchema = z.object({
  role: roleSchema.optional(),
  status: z.enum(["active", "banned"]).optional(),
  reason: z.string().trim().max(500).optional(),
});
export type UpdatePerson = z.infer<typeof updatePersonSchema>;

/** What somebody types to find people. */
export const searchText = z.string().trim().max(100).default("");
export const peopleQuerySchema = z.object({ q: searchText });

/** Query of `GET /api/people/names`. */
export const namesQuerySchema = z.object({
  ids: z
    .string()
    .max(2000)
    .transform((list) => list.split(",").filter(Boolean))
    .pipe(
      z
        .array(z.string().regex(/^[A-Za-z0-9_-]{1,32}$/))
        .min(1)
        .max(50),
    ),
});

export const meSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  image: z.string().nullable(),
  role: roleSchema,
  partner: partnerSchema,
  locale: localeSchema.nullable(),
  theme: themeSchema,
  timeFormat: timeFormatSchema,
  hasPassword: z.boolean(),
  createdAt: z.number(),
});
export type Me = z.infer<typeof meSchema>;

export const sessionListSchema = z.object({
  sessions: z.array(
    z.object({
      sid: z.string(),
      userAgent: z.string().nullable(),
      createdAt: z.number(),
      lastSeenAt: z.number(),
      current: z.boolean(),
    }),
  ),
});
