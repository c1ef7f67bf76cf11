import { PlazaError, invalidField } from "../http/problem";
import { DamagedImage, type ImageParts } from "./image-parts";
import { readImage } from "./read-image";
import { imageLimits, stillTypes, type ImageType } from "./schema";

type StillType = (typeof stillTypes)[number];

/** Width and height in pixels, as the image is shown. */
export type CheckedImage<T extends ImageType = StillType> = {
  type: T;
  width: number;
  height: number;
};

type ImageRules = {
  /** Named in the problem. */
  field: string;
  maxBytes?: number;
  maxPixels?: number;
  maxSide?: number;
};

/**
 * Judges an image by its bytes. Throws, each naming the field: `payload_too_large` over `maxBytes`,
 * `unsupported_media_type` for anything but an image of `types` (PNG, JPEG and WebP), `invalid_input` for one that is
 * damaged, cut off, or larger than `maxPixels` or `maxSide`.
 */
export function checkImage(bytes: Uint8Array, rules: ImageRules): CheckedImage;
export function checkImage<T extends ImageType>(
  bytes: Uint8Array,
  rules: ImageRules & { types: readonly T[] },
): CheckedImage<T>;
export function checkImage(
  bytes: Uint8Array,
  rules: ImageRules & { types?: readonly ImageType[] },
): CheckedImage<ImageType> {
  const { field, types = stillTypes, maxBytes = imageLimits.bytes } = rules;
  if (bytes.byteLength > maxBytes) {
    const message = `May have at most ${maxBytes} bytes`;
    throw new PlazaError("payload_too_large", { errors: [{ field, message }] });
  }
  const parts = readSound(bytes, field);
  if (!parts || !types.includes(parts.type)) throw unsupported(field, types);
  const { width, height } = toShownSize(parts);
  if (Math.min(width, height) < 1) throw damaged(field);
  const { maxPixels = imageLimits.pixels, maxSide = imageLimits.side } = rules;
  if (Math.max(width, height) > maxSide) {
    throw invalidField(field, `Is ${width} × ${height} pixels; may have at most ${maxSide} a side`);
  }
  if (width * height > maxPixels) {
    const megapixels = maxPixels / 1_000_000;
    throw invalidField(
      field,
      `Is ${width} × ${height} pixels; may have at most ${megapixels} million`,
    );
  }
  return { type: parts.type, width, height };
}

function readSound(bytes: Uint8Array, field: string): ImageParts | null {
  try {
    return readImage(bytes);
  } catch (cause) {
    if (cause instanceof DamagedImage) throw damaged(field, cause);
    throw cause;
  }
}

/** Exif's orientations 5–8 turn an image on its side. */
function toShownSize({ width, height, orientation }: ImageParts) {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

function damaged(field: string, cause?: DamagedImage): PlazaError {
  const message = "Is damaged or not complete";
  return new PlazaError("invalid_input", { errors: [{ field, message }], cause });
}

function unsupported(field: string, types: readonly ImageType[]): PlazaError {
  const names = types.map((type) => type.replace("image/", "").toUpperCase()).join(", ");
  const message = `Must be an image of one of these kinds: ${names}`;
  return new PlazaError("unsupported_media_type", { errors: [{ field, message }] });
}
