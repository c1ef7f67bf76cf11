import type { Share, ShareRecord, ShareSide, StoredImage } from "./schema";

/** Rules of shares; times are milliseconds since the epoch. */

export const dayMs = 24 * 60 * 60 * 1000;

/** An upload that has not ended by then is given up. */
export const uploadGraceMs = 60 * 60 * 1000;

/** Copies of a share that has ended are looked for again after this: no late reader can put one back any more. */
export const sweepAgainMs = 2 * 60 * 1000;

/** How long a tombstone stands: an expired share says "gone" for a year; a removed one guards its `clientId` for a month. */
const tombstoneDays = { expired: 365, removed: 30 } as const;
export type Tombstone = keyof typeof tombstoneDays;

/** When the row of a share that ended at `endedAt` goes as well. */
function toForgetAt(state: Tombstone, endedAt: number): number {
  return endedAt + tombstoneDays[state] * dayMs;
}

/** When the cron must look at a tombstone next, after its copies were deleted at `sweptAt`; null: its row may go. */
export function toNextPurge(state: Tombstone, endedAt: number, sweptAt: number): number | null {
  if (sweptAt < endedAt + sweepAgainMs) return endedAt + sweepAgainMs;
  const forgetAt = toForgetAt(state, endedAt);
  return sweptAt < forgetAt ? forgetAt : null;
}

/** Whether any of its images is in R2. */
function isR2Stored(share: Pick<ShareRecord, "generatedImage" | "originalImage">): boolean {
  return share.generatedImage !== null || share.originalImage !== null;
}

/** The image of ours on one side; null where there is none, or it is elsewhere. */
export function imageOf(share: ShareRecord, side: ShareSide): StoredImage | null {
  return side === "generated" ? share.generatedImage : share.originalImage;
}

export function toShareUrl(origin: string, shareId: string): string {
  return `${origin}/share/${shareId}`;
}

/** A share as everybody sees it, with absolute addresses below `origin`. */
export function toShare(record: ShareRecord, origin: string): Share {
  const { id, generatedImage, originalImage } = record;
  const media = `${origin}/api/media/shares/${id}`;
  return {
    id,
    url: toShareUrl(origin, id),
    generatedUrl: record.generatedRemoteUrl ?? `${media}/generated`,
    originalUrl: record.originalRemoteUrl ?? (originalImage ? `${media}/original` : null),
    generatedImage,
    originalImage,
    title: record.title,
    prompt: record.prompt,
    style: record.style,
    timestamp: record.timestamp,
    createdAt: record.createdAt,
    expiresAt: record.expiresAt,
    isR2Stored: isR2Stored(record),
    ownerId: record.ownerId,
    views: record.views,
  };
}

/** Where a page of a list ended; pages are in the order of `createdAt` and `id`, newest first. */
export type ShareCursor = Pick<ShareRecord, "createdAt" | "id">;

export function toCursorText({ createdAt, id }: ShareCursor): string {
  return `${createdAt}.${id}`;
}

export function readCursor(text: string | undefined): ShareCursor | null {
  const [createdAt, id] = text?.split(".") ?? [];
  return createdAt && id ? { createdAt: Number(createdAt), id } : null;
}

/** Newest first. */
export function compareShares(one: ShareCursor, other: ShareCursor): number {
  if (one.createdAt !== other.createdAt) return other.createdAt - one.createdAt;
  return one.id < other.id ? 1 : -1;
}

const extensions = { "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp" } as const;

/** A name for a downloaded image, from the share's title: letters and digits of any script, dashes between. */
export function toFileName(share: ShareRecord, side: ShareSide, image: StoredImage): string {
  const title = share.title.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-");
  const stem =
    [...title]
      .slice(0, 60)
      .join("")
      .replace(/^-+|-+$/g, "") || "plaza";
  return `${stem}${side === "original" ? "-original" : ""}.${extensions[image.type]}`;
}
