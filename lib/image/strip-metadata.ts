import { readImage } from "./read-image";
import type { ImageType } from "./schema";

/**
 * The same image without what it tells besides: place, camera, time, comments, thumbnails, and whatever follows its end.
 * Pixels, colour profiles and the orientation stay as they are. For bytes that `checkImage` has found to be of this type.
 */
export function stripMetadata(bytes: Uint8Array, type: ImageType): Uint8Array {
  const parts = readImage(bytes);
  if (parts?.type !== type) throw new Error(`These bytes are not of type ${type}`);
  const size = parts.kept.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const stripped = new Uint8Array(size);
  let offset = 0;
  for (const piece of parts.kept) {
    stripped.set(piece, offset);
    offset += piece.byteLength;
  }
  return stripped;
}
