/**
 * Every key of Redis, KV and R2, with its TTL. Nothing else in the project writes a key by hand.
 * `docs/storage.md` describes the same keys in words.
 */

/** Families are also the label of hit, miss and latency counters. */
export const cacheFamilies = ["meta", "messages", "role", "partner", "member"] as const;
type CacheFamily = (typeof cacheFamilies)[number];

export type CacheEntry = {
  family: CacheFamily;
  key: string;
  /** Holds the newest version that a writer announced, so that a late reader cannot put back an older value. */
  floorKey: string;
  /** TTL in Redis, and in isolate memory where there is no Redis (but see `memoryOnlySeconds`). */
  ttlSeconds: number;
  /** Longest stay in isolate memory in front of Redis; 0: never. */
  memoryMs: number;
  /** Longest stay in isolate memory when there is no Redis. */
  memoryOnlySeconds: number;
};

/** A floor outlives every read that may still be under way when it is raised (reads give up filling after 10 s). */
export const floorTtlSeconds = 60;

/** Names the memory Redis has now; without a TTL. When Redis loses it, floors are lost as well, and late fills are refused. */
export const generationKey = "cache:generation";

export const CacheKeys = {
  meta: (roomId: string): CacheEntry => ({
    family: "meta",
    key: `chat:meta:${roomId}`,
    floorKey: `chat:floor:${roomId}`,
    ttlSeconds: 1,
    memoryMs: 250,
    memoryOnlySeconds: 1,
  }),
  messages: (roomId: string, limit: number): CacheEntry => ({
    family: "messages",
    key: `chat:messages:${roomId}:${limit}`,
    floorKey: `chat:floor:${roomId}`,
    ttlSeconds: 3,
    memoryMs: 0,
    memoryOnlySeconds: 3,
  }),
  role: (userId: string): CacheEntry => ({
    family: "role",
    key: `stats:user:${userId}:role`,
    floorKey: `stats:user:${userId}:floor`,
    ttlSeconds: 30 * 60,
    memoryMs: 0,
    memoryOnlySeconds: 5,
  }),
  partner: (userId: string): CacheEntry => ({
    family: "partner",
    key: `stats:user:${userId}:partner`,
    floorKey: `stats:user:${userId}:floor`,
    ttlSeconds: 5 * 60,
    memoryMs: 0,
    memoryOnlySeconds: 5,
  }),
  member: (roomId: string, userId: string): CacheEntry => ({
    family: "member",
    key: `chat:member:${roomId}:${userId}`,
    floorKey: `chat:member-floor:${roomId}:${userId}`,
    ttlSeconds: 5 * 60,
    memoryMs: 0,
    memoryOnlySeconds: 5,
  }),
} as const;

export const TicketKeys = {
  /** In KV or Redis; TTL 300 s. */
  record: (jti: string) => `ticket:${jti}`,
} as const;

export const RateLimitKeys = {
  tickets: (userId: string) => `limit:tickets:${userId}`,
  marks: (roomId: string, userId: string) => `limit:marks:${roomId}:${userId}`,
  signIns: (addressHash: string) => `limit:sign-ins:${addressHash}`,
  registrations: (addressHash: string) => `limit:registrations:${addressHash}`,
  pictures: (userId: string) => `limit:pictures:${userId}`,
  shares: (userId: string) => `limit:shares:${userId}`,
  shareReports: (addressHash: string) => `limit:share-reports:${addressHash}`,
  linkReaders: (addressHash: string) => `limit:link-readers:${addressHash}`,
  linkReads: (linkHint: string) => `limit:link-reads:${linkHint}`,
  uploads: (userId: string) => `limit:uploads:${userId}`,
  pushBrowsers: (userId: string) => `limit:push-browsers:${userId}`,
  pushTests: (userId: string) => `limit:push-tests:${userId}`,
} as const;

export const MediaKeys = {
  avatar: (userId: string, hash: string) => `avatars/${userId}/${hash}`,
  avatarsOf: (userId: string) => `avatars/${userId}/`,
  share: (shareId: string, side: "generated" | "original" | "preview") =>
    `shares/${shareId}/${side}`,
  sharesOf: (shareId: string) => `shares/${shareId}/`,
  attachment: (attachmentId: string) => `attachments/${attachmentId}`,
} as const;

/** Both in `SHARE_DATA_KV`. */
export const ShareKeys = {
  /** A share as it is read; TTL 30 days, or what is left of its life. */
  share: (shareId: string) => `share:${shareId}`,
  /** A snapshot of the newest ids, rebuilt from D1; without a TTL. */
  list: "share:list",
} as const;

/** All in `PATHS_KV`. */
export const TrafficKeys = {
  /** `ok` or `failing`, with when; TTL 300 s. */
  heartbeat: "aggregator:heartbeat",
  /** Events are taken as 1 in n while the database fills up; TTL set by whoever writes it. */
  sampling: "traffic:sampling",
  /** What addresses of one day are hashed with; TTL 48 h, so that it is destroyed. */
  salt: (day: string) => `traffic:salt:${day}`,
  /** TTL 72 h; never written twice. */
  snapshot: (version: number) => `paths:snapshot:${version}`,
  /** The pointer `{version, prev}`; without a TTL. */
  latestSnapshot: "paths:snapshot:latest",
} as const;

/** Objects of `ARCHIVE_BUCKET`, and what `PATHS_KV` says of them. */
export const ArchiveKeys = {
  /** `extension` is also the format's name; part 0 is the day itself, 1, 2 … hold events that came late. */
  part: (date: string, part: number, extension: "jsonl.gz" | "parquet") =>
    `events-archive/${date.slice(0, 4)}/${date.slice(5, 7)}/${date}${part === 0 ? "" : `.${part}`}.${extension}`,
  /** TTL 1 year. */
  metadata: (date: string) => `archive:metadata:${date}`,
} as const;
