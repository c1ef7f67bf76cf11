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

/** Chunks, segments or blocks. Pictures have hundreds; one of a million empty ones costs a second to take apart. */
const maxParts = 50_000;

/** Called for each part of an image; throws `DamagedImage` when there are more than any real one has. */
export function createPartLimit(): () => void {
  let parts = 0;
  return () => {
    parts += 1;
    if (parts > maxParts) throw new DamagedImage("There are too many parts");
  };
}

/**
 * Gathers what is kept of a file. Stretches that follow each other become one piece.
 */
export class KeptBytes {
  private readonly pieces: Uint8Array[] = [];
  private start = 0;
  private end = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** A stretch of the file. */
  keep(start: number, end: number): void {
    if (start !== this.end) {
      this.close();
      this.start = start;
    }
    this.end = end;
  }

  /** Something of our own. */
  add(piece: Uint8Array): void {
    this.close();
    this.start = this.end;
    this.pieces.push(piece);
  }

  toPieces(): Uint8Array[] {
    this.close();
    this.start = this.end;
    return [...this.pieces];
  }

  private close(): void {
    if (this.end > this.start) this.pieces.push(this.bytes.subarray(this.start, this.end));
  }
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
