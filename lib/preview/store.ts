import { MediaKeys } from "../cache/keys";
import { within } from "../platform/within";
import { previewDesign } from "./schema";

/** The pictures in R2, for the site and for the preview worker. */
export type PreviewBindings = { MEDIA_BUCKET?: R2Bucket };

const imageLimitMs = 10_000;
const previewLimitMs = 2_000;

/** One of the images of a share; null when there is none. */
export async function getImageBytes(
  { MEDIA_BUCKET: bucket }: PreviewBindings,
  shareId: string,
  side: "generated" | "original",
): Promise<Uint8Array | null> {
  if (!bucket) return null;
  const read = bucket
    .get(MediaKeys.share(shareId, side))
    .then(async (object) => object && new Uint8Array(await object.arrayBuffer()));
  return within(imageLimitMs, "reading an image", read);
}

/** The preview as it was drawn before; null when there is none, or it has an old look. */
export async function findPreview(
  { MEDIA_BUCKET: bucket }: PreviewBindings,
  shareId: string,
): Promise<Uint8Array | null> {
  if (!bucket) return null;
  const read = bucket.get(MediaKeys.share(shareId, "preview")).then(async (object) => {
    if (!object) return null;
    if (object.customMetadata?.["design"] === previewDesign) {
      return new Uint8Array(await object.arrayBuffer());
    }
    await object.body.cancel();
    return null;
  });
  return within(previewLimitMs, "reading a preview", read);
}

export async function putPreview(
  { MEDIA_BUCKET: bucket }: PreviewBindings,
  shareId: string,
  png: Uint8Array,
): Promise<void> {
  if (!bucket) return;
  const put = bucket.put(MediaKeys.share(shareId, "preview"), png, {
    httpMetadata: { contentType: "image/png" },
    customMetadata: { design: previewDesign },
  });
  await within(imageLimitMs, "keeping a preview", put);
}
