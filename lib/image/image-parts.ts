import type { ImageType } from "./schema";

/** An image taken apart by its format. */
export type ImageParts<T extends ImageType = ImageType> = {
  type: T;
  /** As stored; `orientation` (Exif's, 1–8) says how they are turned to be shown. */
  width: number;
  height: number;
  orientation: number;
  /** What it takes to draw the image, in order: the file without what it tells besides, and without what follows its end. */
  kept: Uint8Array[];
};

/** The bytes begin like an image of a known kind and do not go on like one. */
export class DamagedImage extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "DamagedImage";
  }
}

/** Adds a piece; one that continues the last one in the same file makes it longer, so that many small parts stay few. */
export function keep(kept: Uint8Array[], piece: Uint8Array): void {
  const last = kept.at(-1);
  const continues =
    last?.buffer === piece.buffer && last.byteOffset + last.byteLength === piece.byteOffset;
  if (!last || !continues) {
    kept.push(piece);
    return;
  }
  const length = last.byteLength + piece.byteLength;
  kept[kept.length - 1] = new Uint8Array(last.buffer, last.byteOffset, length);
}

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Each byte as the character of its number; shorter where the bytes end. */
export function toText(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}

/** The reverse, for text whose characters are below 256. */
export const toBytes = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));
