import { readPngParts } from "./png-header";
import { readPngRows } from "./png-rows";
import { createShrinker } from "./shrink";
import type { Bitmap } from "../canvas/canvas";

type Size = { width: number; height: number };

/** Unpacks a whole picture, as RGBA. */
export type Decode = (bytes: Uint8Array) => Promise<Size & { data: Uint8ClampedArray }>;
export type Decoders = { jpeg: Decode; webp: Decode };

/**
 * JPEG and WebP are unpacked as a whole, in memory that each decoder keeps: measured at five megapixels, 52 MB for lossless WebP,
 * and by calculation 35 MB for progressive JPEG; a copy of 20 MB comes on top. An isolate has 128 MB.
 */
const maxWholePixels = 5_000_000;

/** Whether there is memory enough to show it. A PNG is read row by row. */
export function isReadable({ type, width, height }: Size & { type: string }): boolean {
  return type === "image/png" || width * height <= maxWholePixels;
}

/** The picture, scaled and cut to `target`. Throws for one that cannot be read. */
export async function readPicture(
  decoders: Decoders,
  type: string,
  bytes: Uint8Array,
  target: Size,
): Promise<Bitmap> {
  if (type === "image/png") {
    const png = readPngParts(bytes);
    const shrinker = createShrinker(png, target);
    await readPngRows(png, (row, channels) => shrinker.row(row, channels));
    return shrinker.finish();
  }
  const decode = type === "image/webp" ? decoders.webp : decoders.jpeg;
  const { width, height, data } = await decode(bytes);
  const shrinker = createShrinker({ width, height }, target);
  for (let y = 0; y < height; y += 1) {
    shrinker.row(data.subarray(y * width * 4, (y + 1) * width * 4), 4);
  }
  return shrinker.finish();
}
