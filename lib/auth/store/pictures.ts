import { MediaKeys } from "../../cache/keys";
import { PlazaError } from "../../http/problem";
import type { Bindings } from "../../platform/env";

/** Old messages show the picture of their day; of very old pictures only this many are kept. */
const kept = 5;
const listed = 1000;

function bucketOf(bindings: Bindings): R2Bucket {
  if (!bindings.MEDIA_BUCKET)
    throw new PlazaError("unavailable", { detail: "No storage is bound" });
  return bindings.MEDIA_BUCKET;
}

export async function putPicture(
  bindings: Bindings,
  picture: { userId: string; hash: string; type: string; bytes: Uint8Array },
): Promise<void> {
  const key = MediaKeys.avatar(picture.userId, picture.hash);
  await bucketOf(bindings).put(key, picture.bytes, { httpMetadata: { contentType: picture.type } });
}

export async function getPicture(
  bindings: Bindings,
  userId: string,
  hash: string,
): Promise<R2ObjectBody | null> {
  return bucketOf(bindings).get(MediaKeys.avatar(userId, hash));
}

/** Removes all but the newest few pictures of a person. */
export async function thinOutPictures(bindings: Bindings, userId: string): Promise<void> {
  const bucket = bucketOf(bindings);
  const { objects } = await bucket.list({ prefix: MediaKeys.avatarsOf(userId), limit: listed });
  const newestFirst = objects.sort((a, b) => b.uploaded.getTime() - a.uploaded.getTime());
  const old = newestFirst.slice(kept).map((object) => object.key);
  if (old.length > 0) await bucket.delete(old);
}

/** Removes every picture of a person. A site without storage has none. */
export async function deletePictures(bindings: Bindings, userId: string): Promise<void> {
  const bucket = bindings.MEDIA_BUCKET;
  if (!bucket) return;
  for (let truncated = true; truncated;) {
    const page = await bucket.list({ prefix: MediaKeys.avatarsOf(userId), limit: listed });
    const keys = page.objects.map((object) => object.key);
    if (keys.length > 0) await bucket.delete(keys);
    truncated = page.truncated;
  }
}
