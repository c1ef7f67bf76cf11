import { invalidField, PlazaError } from "../http/problem";
import { checkImage } from "../image/check-image";
import { imageTypes } from "../image/schema";
import { stripMetadata } from "../image/strip-metadata";
import { readMediaType } from "./media-type";
import { attachmentLimits, type AttachmentType } from "./schema";

export type ReadFile = {
  bytes: Uint8Array;
  type: AttachmentType;
  /** As they are shown; null for anything but images. */
  width: number | null;
  height: number | null;
};

/**
 * What a file is, by its bytes, and the bytes to keep. Throws `unsupported_media_type` for what we do not take,
 * `invalid_input` for an empty file and for an image that is damaged or too large to be shown.
 */
export function readFile(bytes: Uint8Array): ReadFile {
  if (bytes.byteLength === 0) throw invalidField("file", "Is empty");
  const image = findImage(bytes);
  if (image) return { ...image, bytes: stripMetadata(bytes, image.type) };
  const type = readMediaType(bytes);
  if (!type) throw new PlazaError("unsupported_media_type");
  return { bytes, type, width: null, height: null };
}

function findImage(bytes: Uint8Array) {
  try {
    return checkImage(bytes, {
      field: "file",
      maxBytes: attachmentLimits.bytes,
      types: imageTypes,
    });
  } catch (error) {
    if (error instanceof PlazaError && error.code === "unsupported_media_type") return null;
    throw error;
  }
}
