import { z } from "zod";

export const tokenScopeSchema = z.enum(["share:write", "share:read", "chat:write", "chat:read"]);
export type TokenScope = z.infer<typeof tokenScopeSchema>;

export const tokenLimits = {
  nameCharacters: 60,
  /** That work at the same time. */
  perPerson: 20,
  /** Made by one person within 24 hours, revoked ones included. */
  perDay: 100,
} as const;

/** What a bot's token may do; the rest is for people. */
export const botScopes = ["chat:write", "chat:read"] as const satisfies readonly TokenScope[];

export const tokenParams = z.object({ tokenId: z.string().regex(/^[0-9A-Za-z]{16}$/) });

const controlCharacters = /\p{Cc}|\p{Zl}|\p{Zp}|\p{Surrogate}/u;

export const createTokenSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .refine((name) => [...name].length <= tokenLimits.nameCharacters, {
      error: `May have at most ${tokenLimits.nameCharacters} characters`,
    })
    .refine((name) => !controlCharacters.test(name), { error: "May not have control characters" })
    .meta({ maxLength: tokenLimits.nameCharacters }),
  scopes: z.array(tokenScopeSchema).min(1).max(tokenScopeSchema.options.length),
  /** Days until it stops working; null: until it is revoked. */
  expiresInDays: z.number().int().min(1).max(366).nullable().default(null),
});
export type CreateToken = z.infer<typeof createTokenSchema>;

/** `POST /api/me/bots/{botId}/tokens` */
export const createBotTokenSchema = createTokenSchema.extend({
  scopes: z.array(z.enum(botScopes)).min(1).max(botScopes.length),
});

/** A token as its owner sees it; itself it is shown once, when it is made. Times in ms. */
export const apiTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(tokenScopeSchema),
  createdAt: z.number(),
  lastUsedAt: z.number().nullable(),
  expiresAt: z.number().nullable(),
});
export type ApiToken = z.infer<typeof apiTokenSchema>;

/** `GET /api/me/tokens` and `POST /api/me/tokens` (201). */
export const tokenListSchema = z.object({ tokens: z.array(apiTokenSchema) });
export const createdTokenSchema = z.object({ token: apiTokenSchema, secret: z.string() });
export type CreatedToken = z.infer<typeof createdTokenSchema>;
