import { z } from "zod";
import { telemetrySchema } from "../telemetry/schema";

/** Shapes that cross a boundary: what producers put into the queue, and what is archived and exported. */

/** The first 64 bits of a salted SHA-256, in hex. */
const ipHash = z.string().regex(/^[0-9a-f]{16}$/);

/** One request. `path` holds no query and no secrets; `route` is the template that statistics call the path. */
export const trafficEventSchema = z.object({
  version: z.literal(1),
  /** `{timestamp}-{16 hex}`, made once, at the producer; see `toEventId`. */
  id: z.string().regex(/^\d{13}-[0-9a-f]{16}$/),
  path: z.string().startsWith("/").max(512),
  route: z.string().min(1).max(200),
  method: z.string().regex(/^[A-Z]{1,16}$/),
  status: z.number().int().min(100).max(599),
  /** Milliseconds, at most an hour; three decimals count. */
  responseTime: z
    .number()
    .min(0)
    .max(3_600_000)
    .transform((ms) => Math.round(ms * 1000) / 1000),
  /** Null where addresses are not collected, or there is no salt yet. */
  clientIpHash: ipHash.nullable(),
  /** ISO 3166-1 alpha-2, `T1` for Tor, `XX` for unknown, as Cloudflare says it. */
  country: z.string().regex(/^[A-Z][A-Z0-9]$/),
  bot: z.boolean(),
  userAgent: z.string().max(256).optional(),
  /** How many requests this event stands for: n when one of n is taken. */
  weight: z.number().int().min(1).max(1_000_000),
  timestamp: z.number().int().min(1_000_000_000_000).max(9_999_999_999_999),
});
export type TrafficEvent = z.infer<typeof trafficEventSchema>;

/** Most events, and most characters, of one chunk. */
export const chunkLimits = { events: 100, bytes: 64 * 1024 } as const;

/**
 * What leaves an isolate in one queue message. `events` are looked at one by one, so that a bad one does not take its
 * neighbours along.
 */
export const chunkSchema = z.object({
  version: z.literal(1),
  kind: z.literal("chunk"),
  /** Random per isolate; `replay-…` for chunks that are put back. */
  isolate: z.string().regex(/^[A-Za-z0-9-]{8,40}$/),
  /** 1, 2, 3 … in each isolate. */
  seq: z.number().int().min(1),
  /** Events in all chunks of this isolate up to and with this one. */
  total: z.number().int().min(0),
  /** Events that this isolate has given up so far, because neither queue nor database took them. */
  lost: z.number().int().min(0),
  sentAt: z.number().int().min(0),
  events: z.array(z.unknown()).max(1000),
  telemetry: telemetrySchema,
});
export type Chunk = z.infer<typeof chunkSchema>;
/** A chunk as its producer makes it. */
export type NewChunk = Omit<Chunk, "events"> & { events: TrafficEvent[] };
