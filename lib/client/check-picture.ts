import { DamagedImage } from "../image/image-parts";
import { readImage } from "../image/read-image";
import { imageLimits, stillTypes, type ImageType } from "../image/schema";

/** Why a picture cannot be shared. */
export type PictureFault =
  | { kind: "empty" | "unreadable" | "type" | "damaged" }
  | { kind: "bytes"; bytes: number }
  | { kind: "pixels"; width: number; height: number };

/**
 * Judges a chosen file as the server will, before it is sent: by its bytes, not by its name. Null when it may go; the
 * server has the last word.
 */
export async function checkPicture(file: Blob): Promise<PictureFault | null> {
  if (file.size === 0) return { kind: "empty" };
  if (file.size > imageLimits.bytes) return { kind: "bytes", bytes: file.size };
  try {
    return judge(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    if (error instanceof DamagedImage) return { kind: "damaged" };
    // The file went away, or may not be read, between choosing and reading it.
    if (error instanceof DOMException) return { kind: "unreadable" };
    throw error;
  }
}

function judge(bytes: Uint8Array): PictureFault | null {
  const image = readImage(bytes);
  const allowed: readonly ImageType[] = stillTypes;
  if (!image || !allowed.includes(image.type)) return { kind: "type" };
  const { width, height } = image;
  if (width < 1 || height < 1) return { kind: "damaged" };
  const isTooLarge =
    width * height > imageLimits.pixels || Math.max(width, height) > imageLimits.side;
  return isTooLarge ? { kind: "pixels", width, height } : null;
}
