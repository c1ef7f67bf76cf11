import { z } from "zod";
import { imageLimits } from "../image/schema";

/** Shapes of shares that cross a boundary: HTTP bodies and answers, values in KV. */

export const shareLimits = {
  titleCharacters: 120,
  promptCharacters: 4000,
  styleCharacters: 80,
  urlCharacters: 2048,
  /** Of each image. */
  imageBytes: imageLimits.bytes,
  imagePixels: imageLimits.pixels,
  imageSide: imageLimits.side,
  lifeDays: 30,
  pageSize: 100,
  /** Shares asked for in one call, for cards. */
  cards: 50,
  reportCharacters: 1000,
} as const;

/** 20 letters of `newId`: unguessable. */
export const shareIdSchema = z.string().regex(/^[0-9A-Za-z]{20}$/);
export const shareParams = z.object({ shareId: shareIdSchema });

/** Which of the two images: the result, and what it was made from. */
const shareSideSchema = z.enum(["generated", "original"]);
export type ShareSide = z.infer<typeof shareSideSchema>;

/** `GET /api/media/shares/{shareId}/{side}`; with `?download=1` to be saved. */
export const shareImageParams = z.object({ shareId: shareIdSchema, side: shareSideSchema });
export const shareImageQuery = z.object({ download: z.enum(["0", "1"]).default("0") });

/**
 * SQLite's text ends at a NUL and has no lone surrogates, so neither is kept. Forms send line breaks as CR LF
 * (WHATWG HTML, "constructing the entry list"), which would count and read as another text than the one typed.
 */
const text = (max: number) =>
  z
    .string()
    .overwrite((value) =>
      value
        .replace(/\0/g, "")
        .replace(/\r\n?/g, "\n")
        .replace(/\p{Surrogate}/gu, "\uFFFD"),
    )
    .trim()
    .refine((value) => [...value].length <= max, { error: `May have at most ${max} characters` })
    // For the description of the API, whose lengths are counted in code points as well.
    .meta({ maxLength: max });

/** What may be said of a share, however its images come. */
const detailsSchema = z.object({
  title: text(shareLimits.titleCharacters).default(""),
  prompt: text(shareLimits.promptCharacters).default(""),
  style: text(shareLimits.styleCharacters).default(""),
  /** When the picture was made; ms. Default: now. */
  timestamp: z.coerce.number().int().min(0).max(8_640_000_000_000_000).optional(),
  /** Repeating a call with the same one answers the first share. */
  clientId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/)
    .optional(),
  expiresInDays: z.coerce
    .number()
    .int()
    .min(1)
    .max(shareLimits.lifeDays)
    .default(shareLimits.lifeDays),
});
export type ShareDetails = z.infer<typeof detailsSchema>;

/** An address elsewhere; which hosts are refused is `remote.ts`'s to say. */
const remoteUrlSchema = z
  .url({ protocol: /^https$/, error: "Must be an https address" })
  .max(shareLimits.urlCharacters);

/** The JSON body of `POST /api/share`: images by address. */
export const shareFromUrlsSchema = detailsSchema.extend({
  generatedUrl: remoteUrlSchema,
  originalUrl: remoteUrlSchema.nullish(),
});
/** The same: an image that hangs on a message. */
export const shareFromAttachmentSchema = detailsSchema.extend({
  attachmentId: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
});

/** The text fields of the multipart body; its files are `generated` and, if there is one, `original`. */
export const shareFormSchema = detailsSchema;

/** An image of ours in R2. */
export const storedImageSchema = z.object({
  type: z.enum(["image/png", "image/jpeg", "image/webp"]),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  size: z.number().int().positive(),
});
export type StoredImage = z.infer<typeof storedImageSchema>;

/** A share as KV and memory keep it: without addresses of ours, which depend on where it is asked for. */
export const shareRecordSchema = z.object({
  id: shareIdSchema,
  ownerId: z.string(),
  title: z.string(),
  prompt: z.string(),
  style: z.string(),
  /** Each image is an address elsewhere or one of ours; the original may be neither. */
  generatedRemoteUrl: z.string().nullable(),
  originalRemoteUrl: z.string().nullable(),
  generatedImage: storedImageSchema.nullable(),
  originalImage: storedImageSchema.nullable(),
  timestamp: z.number(),
  createdAt: z.number(),
  expiresAt: z.number(),
  views: z.number(),
});
export type ShareRecord = z.infer<typeof shareRecordSchema>;

/** The snapshot under `share:list`: `total` living shares, and the newest of their ids. */
export const shareListSchema = z.object({
  version: z.number(),
  builtAt: z.number(),
  total: z.number(),
  ids: z.array(shareIdSchema),
});
export type ShareList = z.infer<typeof shareListSchema>;

/** A share as everybody sees it. Addresses are absolute. `timestamp`, `createdAt`, `expiresAt`: ms. */
export const shareSchema = z.object({
  id: shareIdSchema,
  url: z.string(),
  generatedUrl: z.string(),
  originalUrl: z.string().nullable(),
  /** Dimensions and type where the image is ours; null for one elsewhere. */
  generatedImage: storedImageSchema.nullable(),
  originalImage: storedImageSchema.nullable(),
  title: z.string(),
  prompt: z.string(),
  style: z.string(),
  timestamp: z.number(),
  createdAt: z.number(),
  expiresAt: z.number(),
  isR2Stored: z.boolean(),
  ownerId: z.string(),
  views: z.number(),
});
export type Share = z.infer<typeof shareSchema>;

/** What `POST /api/share` answers: 201, or 200 when the same `clientId` had created it. */
export const createdShareSchema = z.object({
  id: shareIdSchema,
  url: z.string(),
  expiresAt: z.number(),
});
export type CreatedShare = z.infer<typeof createdShareSchema>;

export const listSharesQuery = z.object({
  /** `{createdAt}.{id}` of the last share of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,16}\.[0-9A-Za-z]{20}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(shareLimits.pageSize).default(24),
  /** Admins: `all` lists everybody's. */
  scope: z.enum(["mine", "all"]).default("mine"),
});
export type ListShares = z.infer<typeof listSharesQuery>;

/** Newest first, expired ones left out. */
export const sharePageSchema = z.object({
  shares: z.array(shareSchema),
  nextCursor: z.string().nullable(),
  /** From where: `kv` when D1 could not say, so that the newest or the removed may be seen late. */
  dataSource: z.enum(["d1", "kv", "memory"]),
});
export type SharePage = z.infer<typeof sharePageSchema>;

export const shareCardsQuery = z.object({
  ids: z
    .string()
    .transform((ids) => ids.split(","))
    .pipe(z.array(shareIdSchema).min(1).max(shareLimits.cards)),
});
/** `GET /api/share/cards?ids=a,b`: those that are there; the others are gone, expired or never were. */
export const shareCardsSchema = z.object({ shares: z.array(shareSchema) });

/** `PATCH /api/share/{id}`: a new life from now on, in days. */
export const extendShareSchema = z.object({
  expiresInDays: z.number().int().min(1).max(shareLimits.lifeDays),
});

export const reportReasonSchema = z.enum(["illegal", "harmful", "personal", "copyright", "other"]);
export type ReportReason = z.infer<typeof reportReasonSchema>;
/** `POST /api/share/{id}/report`, by anybody. */
export const reportShareSchema = z.object({
  reason: reportReasonSchema,
  detail: text(shareLimits.reportCharacters).default(""),
});

/** What somebody says is wrong with a share. */
export type ShareReport = {
  id: string;
  shareId: string;
  reason: ReportReason;
  detail: string;
  createdAt: number;
};

export const shareReportParams = z.object({ reportId: z.string().regex(/^[0-9A-Za-z]{1,32}$/) });

/** `GET /api/share/monitor`, for admins. Times in ms; rates between 0 and 1, null without any reads. */
export const shareMonitorSchema = z.object({
  store: z.enum(["kv", "memory"]),
  totals: z.object({
    live: z.number(),
    r2Stored: z.number(),
    /** Pictures of living shares in R2, and their bytes; drawn previews come on top. */
    r2Objects: z.number(),
    r2Bytes: z.number(),
    expired: z.number(),
    removed: z.number(),
    views: z.number(),
    /** Within three days. */
    expiringSoon: z.number(),
    openReports: z.number(),
    /** Tombstones and given-up uploads whose copies may still stand. */
    purgesOwed: z.number(),
  }),
  /** Of the last hour; null while the statistics do not answer. */
  access: z
    .object({
      reads: z.number(),
      p50Ms: z.number().nullable(),
      p95Ms: z.number().nullable(),
      fallbacks: z.number(),
      failures: z.number(),
      errorRate: z.number().nullable(),
    })
    .nullable(),
  /** The snapshot under `share:list`; null before the first. */
  list: z.object({ version: z.number(), ids: z.number(), builtAt: z.number() }).nullable(),
});
export type ShareMonitor = z.infer<typeof shareMonitorSchema>;
