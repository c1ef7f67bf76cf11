import { readGif } from "./gif";
import { DamagedImage, type ImageParts } from "./image-parts";
import { readJpeg } from "./jpeg";
import { readPng } from "./png";
import { readWebp } from "./webp";

/**
 * Takes an image apart by its bytes, whatever its name or declared type; null for anything but PNG, JPEG, WebP and GIF.
 * Looks at every part up to the end of the image, but decodes no pixels. Throws `DamagedImage`.
 */
export function readImage(bytes: Uint8Array): ImageParts | null {
  try {
    return readPng(bytes) ?? readJpeg(bytes) ?? readWebp(bytes) ?? readGif(bytes);
  } catch (error) {
    // The bytes end before they have said everything.
    if (error instanceof RangeError) throw new DamagedImage("The end is missing");
    throw error;
  }
}
