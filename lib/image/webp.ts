import {
  DamagedImage,
  KeptBytes,
  createPartLimit,
  toBytes,
  toText,
  viewOf,
  type ImageParts,
} from "./image-parts";

type Size = { width: number; height: number };
/** `end` is where the data end, `next` where the next chunk begins. */
type Chunk = { kind: number; offset: number; start: number; end: number; next: number };

const kinds = {
  extended: toKind("VP8X"),
  lossy: toKind("VP8 "),
  lossless: toKind("VP8L"),
  frame: toKind("ANMF"),
};
/** What draws the picture: the rest is Exif, XMP, and what nobody knows. */
const drawingKinds: ReadonlySet<number> = new Set([
  ...[kinds.lossy, kinds.lossless, kinds.frame],
  ...["ICCP", "ANIM", "ALPH"].map(toKind),
]);
const exifFlag = 0x08;
const xmpFlag = 0x04;

/**
 * Takes a WebP apart (RFC 9649 §2.3–2.7); null for anything else. Throws `DamagedImage`. Its Exif goes with the
 * orientation in it: Chromium shows a WebP as it is stored.
 */
export function readWebp(bytes: Uint8Array): ImageParts<"image/webp"> | null {
  if (toText(bytes, 0, 4) !== "RIFF" || toText(bytes, 8, 4) !== "WEBP") return null;
  const view = viewOf(bytes);
  const fileEnd = 8 + view.getUint32(4, true);
  if (fileEnd > bytes.byteLength) throw new DamagedImage("The file is shorter than it says");
  const first = readChunk(view, 12, fileEnd);
  const kept = new KeptBytes(bytes);
  const size =
    first.kind === kinds.extended
      ? readExtended(view, first, fileEnd, kept)
      : readSimple(view, first, kept);
  return { type: "image/webp", ...size, orientation: 1, kept: toFile(kept) };
}

/** One bitstream and nothing else; what follows is to be ignored (§2.5, §2.6). */
function readSimple(view: DataView, chunk: Chunk, kept: KeptBytes): Size {
  const size = readFrameSize(view, chunk);
  if (!size) throw new DamagedImage("There are no pixels");
  keepChunk(kept, chunk);
  return size;
}

function readExtended(view: DataView, first: Chunk, fileEnd: number, kept: KeptBytes): Size {
  if (first.end - first.start < 10) throw new DamagedImage("The header is cut off");
  const width = readUint24(view, first.start + 4) + 1;
  const height = readUint24(view, first.start + 7) + 1;
  const flags = view.getUint8(first.start) & ~(exifFlag | xmpFlag);
  kept.keep(first.offset, first.start);
  kept.add(Uint8Array.of(flags));
  kept.keep(first.start + 1, first.next);
  let hasPixels = false;
  const countPart = createPartLimit();
  for (let offset = first.next; offset < fileEnd;) {
    countPart();
    const chunk = readChunk(view, offset, fileEnd);
    const size = readFrameSize(view, chunk);
    if (size && (size.width !== width || size.height !== height))
      throw new DamagedImage("The picture is not as large as its canvas");
    hasPixels ||= size !== null || chunk.kind === kinds.frame;
    if (drawingKinds.has(chunk.kind)) keepChunk(kept, chunk);
    offset = chunk.next;
  }
  if (!hasPixels) throw new DamagedImage("There are no pixels");
  return { width, height };
}

function readChunk(view: DataView, offset: number, fileEnd: number): Chunk {
  const start = offset + 8;
  if (start > fileEnd) throw new DamagedImage("A chunk is cut off");
  const end = start + view.getUint32(offset + 4, true);
  if (end > fileEnd) throw new DamagedImage("A chunk is cut off");
  // A byte fills up what is odd (§2.3); some writers leave it out at the end.
  const next = Math.min(end + ((end - start) % 2), fileEnd);
  return { kind: view.getUint32(offset), offset, start, end, next };
}

function keepChunk(kept: KeptBytes, { offset, start, end, next }: Chunk): void {
  kept.keep(offset, next);
  if (next === end && (end - start) % 2 === 1) kept.add(new Uint8Array(1));
}

/** What a bitstream says of itself (RFC 6386 §9.1, RFC 9649 §3.4); null for other chunks. */
function readFrameSize(view: DataView, { kind, start }: Chunk): Size | null {
  switch (kind) {
    case kinds.lossy: {
      const isKeyFrame = (view.getUint8(start) & 1) === 0;
      if (!isKeyFrame || readUint24(view, start + 3) !== 0x2a019d)
        throw new DamagedImage("The picture has no start code");
      const [width, height] = [view.getUint16(start + 6, true), view.getUint16(start + 8, true)];
      return { width: width & 0x3fff, height: height & 0x3fff };
    }
    case kinds.lossless: {
      if (view.getUint8(start) !== 0x2f) throw new DamagedImage("The picture has no signature");
      const bits = view.getUint32(start + 1, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    default:
      return null;
  }
}

function readUint24(view: DataView, offset: number): number {
  return view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16);
}

/** Four characters as the number that they are in a file, read from the left. */
function toKind(text: string): number {
  return viewOf(toBytes(text)).getUint32(0);
}

function toFile(chunks: KeptBytes): Uint8Array[] {
  const kept = chunks.toPieces();
  const size = kept.reduce((sum, { byteLength }) => sum + byteLength, 4);
  const header = toBytes("RIFF\0\0\0\0WEBP");
  viewOf(header).setUint32(4, size, true);
  return [header, ...kept];
}
