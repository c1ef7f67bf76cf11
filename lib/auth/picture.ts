import { RateLimitKeys } from "../cache/keys";
import { PlazaError } from "../http/problem";
import { checkImage } from "../image/check-image";
import { stripMetadata } from "../image/strip-metadata";
import { takeFromLimit } from "../limit/take";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { settleNow } from "./effects";
import type { Person } from "./schema";
import { updateImage } from "./store/change-person";
import { deletePictures, getPicture, putPicture, thinOutPictures } from "./store/pictures";

export const maxPictureBytes = 512 * 1024;
const maxPictureSide = 1024;
const changesPerTenMinutes = 10;

/**
 * Makes an image my picture, without what it tells besides; answers its address. Its type is what its bytes say. Throws
 * `unsupported_media_type` for anything but PNG, JPEG and WebP, `invalid_input` past 1024 × 1024 and for what is damaged,
 * `rate_limited`.
 */
export async function changePicture(
  deps: Deps,
  person: Pick<Person, "id">,
  sent: Uint8Array,
): Promise<{ image: string }> {
  const { type } = checkImage(sent, { field: "picture", maxSide: maxPictureSide });
  const bytes = stripMetadata(sent, type);
  await takeFromLimit(deps, RateLimitKeys.pictures(person.id), {
    limit: changesPerTenMinutes,
    windowSeconds: 600,
  });
  const hash = await hashOf(bytes);
  const image = `/api/media/avatars/${person.id}/${hash}`;
  // The object first: a row must never name a picture that is not there.
  await putPicture(deps.bindings, { userId: person.id, hash, type, bytes });
  const effectId = await updateImage(deps.db, person.id, image, deps.now());
  if (effectId) await settleNow(deps, effectId);
  deps.waitUntil(
    thinOutPictures(deps.bindings, person.id).catch((cause: unknown) =>
      log("warn", "picture.thin_out_failed", {}, cause),
    ),
  );
  return { image };
}

/** Takes my picture away, earlier ones too. */
export async function removePicture(deps: Deps, person: Pick<Person, "id">): Promise<void> {
  const effectId = await updateImage(deps.db, person.id, null, deps.now());
  if (effectId) await settleNow(deps, effectId);
  await deletePictures(deps.bindings, person.id);
}

/** A picture as it is served: never sniffed, never run, kept for ever since its address is its hash. */
export async function servePicture(deps: Deps, userId: string, hash: string): Promise<Response> {
  const object = await getPicture(deps.bindings, userId, hash);
  if (!object) throw new PlazaError("not_found");
  return new Response(object.body, {
    headers: {
      "content-type": object.httpMetadata?.contentType ?? "application/octet-stream",
      "content-length": String(object.size),
      "content-disposition": `inline; filename="${hash}"`,
      "cache-control": "public, max-age=31536000, immutable",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      etag: object.httpEtag,
    },
  });
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("").slice(0, 32);
}
