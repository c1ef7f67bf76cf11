import * as z from "zod/mini";

/** Shapes of notifications that cross a boundary. Of zod/mini: settings and the service worker load them. */

export const notifyLimits = {
  /** Browsers of one person; the one that was used least recently makes room. */
  subscriptions: 10,
  /** Members who are told of one message because they want to hear everything. */
  everythingPerMessage: 500,
  endpointCharacters: 1000,
} as const;

export const pushLocaleSchema = z.enum(["en", "zh-Hans", "zh-Hant"]);

const keySchema = z.string().check(z.maxLength(200));

/** Body of `PUT /api/push/subscriptions`: what `PushSubscription.toJSON()` says, and the language of this browser. */
export const subscribeSchema = z.object({
  endpoint: z.string().check(z.minLength(1), z.maxLength(notifyLimits.endpointCharacters)),
  keys: z.object({ p256dh: keySchema, auth: keySchema }),
  /** Without one it stays as it is; a new browser speaks its person's language. */
  locale: z.optional(pushLocaleSchema),
});
export type Subscribe = z.infer<typeof subscribeSchema>;

/** Query of `DELETE /api/push/subscriptions`. */
export const subscriptionQuerySchema = z.object({
  id: z.string().check(z.regex(/^[A-Za-z0-9]{1,32}$/)),
});

/** Body of `POST /api/push/test`. */
export const testPushSchema = z.object({ id: subscriptionQuerySchema.shape.id });

const ownBrowserSchema = z.object({
  id: z.string(),
  /** SHA-256 of its endpoint in hex: by this a browser finds itself in the list. */
  endpointHash: z.string(),
  userAgent: z.nullable(z.string()),
  createdAt: z.number(),
  lastOkAt: z.nullable(z.number()),
  /** Since the last success. */
  failures: z.number(),
});
export type OwnBrowser = z.infer<typeof ownBrowserSchema>;
export const ownBrowsersSchema = z.object({ subscriptions: z.array(ownBrowserSchema) });

export const pushKeySchema = z.object({ key: z.nullable(z.string()) });

const minuteOfDay = z.int().check(z.gte(0), z.lt(24 * 60));

/** Every day from one minute of the day to another, past midnight when `from` is the later one. */
const dailyQuietSchema = z
  .object({
    from: minuteOfDay,
    to: minuteOfDay,
    /** An IANA name, such as `Asia/Taipei`. */
    timeZone: z.string().check(z.maxLength(64), z.refine(isTimeZone, { error: "Is not known" })),
  })
  .check(z.refine(({ from, to }) => from !== to, { error: "Must differ", path: ["to"] }));
export type DailyQuiet = z.infer<typeof dailyQuietSchema>;

/** When I do not want to be disturbed. */
export const quietSchema = z.object({
  /** ms since the epoch; null: not now. */
  until: z.nullable(z.int().check(z.nonnegative())),
  daily: z.nullable(dailyQuietSchema),
});
export type Quiet = z.infer<typeof quietSchema>;

/** Answer of `GET /api/me/notifications`; `available`: this installation can send pushes at all. */
export const notificationsSchema = z.object({ available: z.boolean(), quiet: quietSchema });
export type Notifications = z.infer<typeof notificationsSchema>;

/** What a push carries, encrypted; the service worker shows it. */
export const pushPayloadSchema = z.object({
  /** Of the room's notification: a later message of the room takes its place. */
  tag: z.string(),
  /** The same again is the same push, sent twice. */
  id: z.string(),
  seq: z.number(),
  title: z.string(),
  body: z.string(),
  /** A path of this site. */
  url: z.string(),
  roomId: z.nullable(z.string()),
  icon: z.nullable(z.string()),
  locale: pushLocaleSchema,
  /** ms since the epoch. */
  at: z.number(),
});
export type PushPayload = z.infer<typeof pushPayloadSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
