import { z } from "zod";

export const roleSchema = z.enum(["member", "moderator", "admin"]);
export type Role = z.infer<typeof roleSchema>;
export const statusSchema = z.enum(["active", "banned", "deleted"]);
export const localeSchema = z.enum(["en", "zh-Hans", "zh-Hant"]);
export type Locale = z.infer<typeof localeSchema>;
export const themeSchema = z.enum(["system", "light", "dark"]);

export const partnerSchema = z
  .object({ id: z.string(), status: z.enum(["pending", "approved", "suspended"]) })
  .nullable();

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
  partner: z.infer<typeof partnerSchema>;
};
