import { DamagedImage, toBytes, toText, viewOf, type ImageParts } from "./image-parts";

type Size = { width: number; height: number };
type Chunk = { kind: string; data: Uint8Array };

const drawingChunks: ReadonlySet<string> = new Set([
  "ICCP",
  "ANIM",
  "ANMF",
  "ALPH",
  "VP8 ",
  "VP8L",
]);
const exifFlag = 0x08;
const xmpFlag = 0x04;

/**
 * Takes a WebP apart (RFC 9649 §2.3–2.7); null for anything else. Throws `DamagedImage`. Its Exif goes with the
 * orientation in it: Chromium shows a WebP as it is stored.
 */
export function readWebp(bytes: Uint8Array): ImageParts<"image/webp"> | null {
  if (toText(bytes, 0, 4) !== "RIFF" || toText(bytes, 8, 4) !== "WEBP") return null;
  const end = 8 + viewOf(bytes).getUint32(4, true);
  if (end > bytes.byteLength) throw new DamagedImage("The file is shorter than it says");
  const first = readChunk(bytes, 12, end);
  return first.kind === "VP8X" ? readExtended(bytes, end, first.data) : readSimple(first);
}

/** One bitstream and nothing else; what follows is to be ignored (§2.5, §2.6). */
function readSimple(chunk: Chunk): ImageParts<"image/webp"> {
  const size = readFrameSize(chunk);
  if (!size) throw new DamagedImage("There are no pixels");
  return { type: "image/webp", ...size, orientation: 1, kept: toFile([chunk]) };
}

function readExtended(bytes: Uint8Array, end: number, data: Uint8Array): ImageParts<"image/webp"> {
  if (data.byteLength < 10) throw new DamagedImage("The header is cut off");
  const width = readUint24(data, 4) + 1;
  const height = readUint24(data, 7) + 1;
  const header = data.slice();
  header[0] = (data[0] ?? 0) & ~(exifFlag | xmpFlag);
  const chunks: Chunk[] = [{ kind: "VP8X", data: header }];
  let hasPixels = false;
  for (let offset = nextChunk(12, data); offset < end;) {
    const chunk = readChunk(bytes, offset, end);
    const size = readFrameSize(chunk);
    if (size && (size.width !== width || size.height !== height))
      throw new DamagedImage("The picture is not as large as its canvas");
    hasPixels ||= size !== null || chunk.kind === "ANMF";
    if (drawingChunks.has(chunk.kind)) chunks.push(chunk);
    offset = nextChunk(offset, chunk.data);
  }
  if (!hasPixels) throw new DamagedImage("There are no pixels");
  return { type: "image/webp", width, height, orientation: 1, kept: toFile(chunks) };
}

function readChunk(bytes: Uint8Array, offset: number, end: number): Chunk {
  if (offset + 8 > end) throw new DamagedImage("A chunk is cut off");
  const start = offset + 8;
  const size = viewOf(bytes).getUint32(offset + 4, true);
  if (start + size > end) throw new DamagedImage("A chunk is cut off");
  return { kind: toText(bytes, offset, 4), data: bytes.subarray(start, start + size) };
}

/** Chunks of an odd size are followed by a byte that fills (§2.3). */
const nextChunk = (offset: number, { byteLength }: Uint8Array): number =>
  offset + 8 + byteLength + (byteLength % 2);

/** What a bitstream says of itself (RFC 6386 §9.1, RFC 9649 §3.4); null for other chunks. */
function readFrameSize({ kind, data }: Chunk): Size | null {
  const view = viewOf(data);
  if (kind === "VP8 ") {
    const isKeyFrame = (view.getUint8(0) & 1) === 0 && toText(data, 3, 3) === "\x9d\x01\x2a";
    if (!isKeyFrame) throw new DamagedImage("The picture has no start code");
    return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
  }
  if (kind !== "VP8L") return null;
  if (view.getUint8(0) !== 0x2f) throw new DamagedImage("The picture has no signature");
  const bits = view.getUint32(1, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

function readUint24(bytes: Uint8Array, offset: number): number {
  const view = viewOf(bytes);
  return view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16);
}

function toFile(chunks: Chunk[]): Uint8Array[] {
  const size = chunks.reduce((sum, { data }) => nextChunk(sum, data), 4);
  const kept = [withSize("RIFF", size, "WEBP")];
  for (const { kind, data } of chunks) {
    kept.push(withSize(kind, data.byteLength), data);
    if (data.byteLength % 2 === 1) kept.push(new Uint8Array(1));
  }
  return kept;
}

function withSize(kind: string, size: number, form = ""): Uint8Array {
  const header = toBytes(`${kind}\0\0\0\0${form}`);
  viewOf(header).setUint32(4, size, true);
  return header;
}
