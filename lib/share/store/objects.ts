import { MediaKeys } from "../../cache/keys";
import { PlazaError } from "../../http/problem";
import type { Bindings } from "../../platform/env";
import { log } from "../../platform/log";
import { within } from "../../platform/within";
import type { ShareSide } from "../schema";

/** The images of shares in R2, under `shares/{shareId}/`. Every call throws `unavailable` when R2 does not answer. */

const writeLimitMs = 30_000;
const readLimitMs = 10_000;
/** Keys that one call deletes. */
const keysPerCall = 1_000;
const sides = ["generated", "original", "preview"] as const;

/** How many shares one call of `deleteImages` takes. */
export const sharesPerDeletion = Math.floor(keysPerCall / sides.length);

export async function putImage(
  bindings: Bindings,
  image: { shareId: string; side: ShareSide; type: string; bytes: Uint8Array },
): Promise<void> {
  const put = bucketOf(bindings).put(MediaKeys.share(image.shareId, image.side), image.bytes, {
    httpMetadata: { contentType: image.type },
  });
  await settle("writing an image", writeLimitMs, put);
}

/** Null when the object is gone. */
export async function getImage(
  bindings: Bindings,
  shareId: string,
  side: ShareSide,
): Promise<R2ObjectBody | null> {
  const got = bucketOf(bindings).get(MediaKeys.share(shareId, side));
  return settle("reading an image", readLimitMs, got);
}

/** Deletes every object of up to `sharesPerDeletion` shares; those without any do no harm. */
export async function deleteImages(bindings: Bindings, shareIds: string[]): Promise<void> {
  // Without a bucket nobody could have put anything.
  if (!bindings.MEDIA_BUCKET || shareIds.length === 0) return;
  const keys = shareIds.flatMap((id) => sides.map((side) => MediaKeys.share(id, side)));
  await settle("deleting images", writeLimitMs, bindings.MEDIA_BUCKET.delete(keys));
}

async function settle<T>(what: string, limitMs: number, call: Promise<T>): Promise<T> {
  try {
    return await within(limitMs, what, call);
  } catch (cause) {
    log("error", "share.r2_failed", { what }, cause);
    throw new PlazaError("unavailable", { cause });
  }
}

function bucketOf({ MEDIA_BUCKET: bucket }: Bindings): R2Bucket {
  if (!bucket) throw new PlazaError("unavailable", { detail: "No storage is bound" });
  return bucket;
}
