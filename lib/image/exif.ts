import { toText, viewOf } from "./image-parts";

const orientationTag = 0x0112;
const shortType = 3;

/**
 * How an image is turned (Exif 2.32 §4.6.4 A, tag 274): 1–8, and 1 for whatever cannot be read. `tiff` begins with the
 * header of TIFF 6.0 §2.
 */
export function readOrientation(tiff: Uint8Array): number {
  const order = toText(tiff, 0, 2);
  if (order !== "II" && order !== "MM") return 1;
  const isLittle = order === "II";
  const view = viewOf(tiff);
  try {
    const directory = view.getUint32(4, isLittle);
    const entries = view.getUint16(directory, isLittle);
    for (let index = 0; index < entries; index += 1) {
      const entry = directory + 2 + index * 12;
      if (view.getUint16(entry, isLittle) !== orientationTag) continue;
      if (view.getUint16(entry + 2, isLittle) !== shortType) return 1;
      const value = view.getUint16(entry + 8, isLittle);
      return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
  } catch (error) {
    if (error instanceof RangeError) return 1;
    throw error;
  }
}

/** The smallest TIFF structure that says how an image is turned, and nothing else. */
export function writeOrientation(orientation: number): Uint8Array {
  const bytes = new Uint8Array(26);
  const view = viewOf(bytes);
  view.setUint32(0, 0x4d4d002a);
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  view.setUint16(10, orientationTag);
  view.setUint16(12, shortType);
  view.setUint32(14, 1);
  view.setUint16(18, orientation);
  return bytes;
}
