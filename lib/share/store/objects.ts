import { MediaKeys } from "../../cache/keys";
import { PlazaError } from "../../http/problem";
import type { Bindings } from "../../platform/env";
import { within } from "../../platform/within";
import type { ShareSide } from "../schema";

/** The images of shares in R2, under `shares/{shareId}/`. */

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
  await within(writeLimitMs, "writing an image", put);
}

/** Null when the object is gone. */
export async function getImage(
  bindings: Bindings,
  shareId: string,
  side: ShareSide,
): Promise<R2ObjectBody | null> {
  const got = bucketOf(bindings).get(MediaKeys.share(shareId, side));
  return within(readLimitMs, "reading an image", got);
}

/** Deletes every object of up to `sharesPerDeletion` shares; those without any do no harm. */
export async function deleteImages(bindings: Bindings, shareIds: string[]): Promise<void> {
  // Without a bucket nobody could have put anything.
  if (!bindings.MEDIA_BUCKET || shareIds.length === 0) return;
  const keys = shareIds.flatMap((id) => sides.map((side) => MediaKeys.share(id, side)));
  await within(writeLimitMs, "deleting images", bindings.MEDIA_BUCKET.delete(keys));
}

function bucketOf({ MEDIA_BUCKET: bucket }: Bindings): R2Bucket {
  if (!bucket) throw new PlazaError("unavailable", { detail: "No storage is bound" });
  return bucket;
}
