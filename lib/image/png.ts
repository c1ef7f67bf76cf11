import { crc32 } from "./crc32";
import { readOrientation, writeOrientation } from "./exif";
import {
  DamagedImage,
  KeptBytes,
  createPartLimit,
  toBytes,
  toText,
  viewOf,
  type ImageParts,
} from "./image-parts";

const signature = "\x89PNG\r\n\x1a\n";

/** What changes how an image looks; everything else of lower case tells about it (PNG 3rd edition, §11.3 and §14.2). */
const drawingChunks: ReadonlySet<string> = new Set(
  "tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split(" "),
);

/** Takes a PNG apart (RFC 2083 §3, PNG 3rd edition §5); null for anything else. Throws `DamagedImage`. */
export function readPng(bytes: Uint8Array): ImageParts<"image/png"> | null {
  if (toText(bytes, 0, 8) !== signature) return null;
  const view = viewOf(bytes);
  const kept = new KeptBytes(bytes);
  kept.keep(0, 8);
  const found = { width: 0, height: 0, orientation: 1, hasPixels: false };
  const countPart = createPartLimit();
  for (let offset = 8; ;) {
    countPart();
    const length = view.getUint32(offset);
    const end = offset + 12 + length;
    if (end > bytes.byteLength) throw new DamagedImage("A chunk is cut off");
    const kind = toText(bytes, offset + 4, 4);
    if (view.getUint32(end - 4) !== crc32(bytes, offset + 4, end - 4))
      throw new DamagedImage("A chunk is not what its checksum says");
    if ((offset === 8) !== (kind === "IHDR")) throw new DamagedImage("IHDR is not first, and once");
    if (kind === "IHDR") {
      found.width = view.getUint32(offset + 8);
      found.height = view.getUint32(offset + 12);
    } else if (kind === "IDAT") {
      found.hasPixels = true;
    } else if (kind === "eXIf" && !found.hasPixels && found.orientation === 1) {
      found.orientation = readOrientation(bytes.subarray(offset + 8, end - 4));
      if (found.orientation !== 1) kept.add(toChunk("eXIf", writeOrientation(found.orientation)));
    }
    if (isDrawing(kind)) kept.keep(offset, end);
    if (kind === "IEND") break;
    offset = end;
  }
  if (!found.hasPixels) throw new DamagedImage("There are no pixels");
  const { width, height, orientation } = found;
  return { type: "image/png", width, height, orientation, kept: kept.toPieces() };
}

/** Critical chunks begin with a capital letter. */
function isDrawing(kind: string): boolean {
  return /^[A-Z]/.test(kind) || drawingChunks.has(kind);
}

function toChunk(kind: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.byteLength);
  const view = viewOf(chunk);
  view.setUint32(0, data.byteLength);
  chunk.set(toBytes(kind), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.byteLength, crc32(chunk, 4, 8 + data.byteLength));
  return chunk;
}
