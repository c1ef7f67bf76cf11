import { openAttachment } from "../attachment/service";
import type { Person } from "../auth/schema";
import { checkImage } from "../image/check-image";
import { stripMetadata } from "../image/strip-metadata";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import type { ShareInputs } from "./inputs";
import { checkRemoteUrl, copyRemoteImage } from "./remote";
import { shareLimits, type StoredImage } from "./schema";

/** One side of a share before it is kept: an image of ours to be, or an address elsewhere. */
type ReadyImage =
  { kind: "ours"; image: StoredImage; bytes: Uint8Array } | { kind: "remote"; url: string };

export type ReadyImages = { generated: ReadyImage; original: ReadyImage | null };

/**
 * Judges the images of a share: files by their bytes, of which only the pixels are kept, addresses by where they lead.
 * Throws `payload_too_large`, `unsupported_media_type`, `invalid_input` (each naming the field), `not_found`.
 */
export async function prepareImages(
  deps: Deps,
  owner: Pick<Person, "id">,
  images: ShareInputs["images"],
): Promise<ReadyImages> {
  switch (images.kind) {
    case "files":
      return {
        generated: toOurs(images.generated, "generated"),
        original: images.original && toOurs(images.original, "original"),
      };
    case "urls": {
      const { generatedUrl, originalUrl } = images;
      const generated = await toRemote(deps, generatedUrl, "generatedUrl");
      const original = originalUrl && (await toRemote(deps, originalUrl, "originalUrl"));
      return { generated, original: original || null };
    }
    case "attachment": {
      const bytes = await readAttachment(deps, owner, images.attachmentId);
      return { generated: toOurs(bytes, "attachmentId"), original: null };
    }
  }
}

function toOurs(bytes: Uint8Array, field: string): ReadyImage {
  const checked = checkImage(bytes, {
    field,
    maxBytes: shareLimits.imageBytes,
    maxPixels: shareLimits.imagePixels,
    maxSide: shareLimits.imageSide,
  });
  const kept = stripMetadata(bytes, checked.type);
  return { kind: "ours", image: { ...checked, size: kept.byteLength }, bytes: kept };
}

async function toRemote(deps: Deps, url: string, field: string): Promise<ReadyImage> {
  if (deps.variables.SHARE_COPY_REMOTE) {
    return { kind: "ours", ...(await copyRemoteImage(deps, url, field)) };
  }
  await checkRemoteUrl(deps, url, field);
  return { kind: "remote", url };
}

/** An image of a message that the person may read. */
async function readAttachment(
  deps: Deps,
  owner: Pick<Person, "id">,
  attachmentId: string,
): Promise<Uint8Array> {
  const opened = await openAttachment(deps, owner, attachmentId);
  if (opened.size > shareLimits.imageBytes) {
    await opened.body.cancel();
    throw new PlazaError("payload_too_large");
  }
  return new Uint8Array(await new Response(opened.body).arrayBuffer());
}
