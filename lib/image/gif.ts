import {
  DamagedImage,
  KeptBytes,
  createPartLimit,
  toText,
  viewOf,
  type ImageParts,
} from "./image-parts";

/** Introducers and labels of GIF89a, §20–27. */
const imageSeparator = 0x2c;
const extensionIntroducer = 0x21;
const trailer = 0x3b;
const graphicControl = 0xf9;
const applicationExtension = 0xff;

/** Takes a GIF apart (GIF89a, CompuServe 1990); null for anything else. Throws `DamagedImage`. */
export function readGif(bytes: Uint8Array): ImageParts<"image/gif"> | null {
  if (!/^GIF8[79]a$/.test(toText(bytes, 0, 6))) return null;
  const view = viewOf(bytes);
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  const start = 13 + sizeOfColours(view.getUint8(10));
  const kept = new KeptBytes(bytes);
  kept.keep(0, start);
  let hasPixels = false;
  const countPart = createPartLimit();
  for (let offset = start; ;) {
    countPart();
    const introducer = view.getUint8(offset);
    if (introducer === trailer) {
      kept.keep(offset, offset + 1);
      break;
    }
    const isImage = introducer === imageSeparator;
    if (!isImage && introducer !== extensionIntroducer)
      throw new DamagedImage("A block is out of place");
    const data = isImage ? offset + 11 + sizeOfColours(view.getUint8(offset + 9)) : offset + 2;
    const end = endOfSubBlocks(view, data);
    if (isImage || isDrawing(bytes, offset)) kept.keep(offset, end);
    hasPixels ||= isImage;
    offset = end;
  }
  if (!hasPixels) throw new DamagedImage("There are no pixels");
  return { type: "image/gif", width, height, orientation: 1, kept: kept.toPieces() };
}

/** Bytes of a colour table, from the packed field that announces it (§18, §20). */
function sizeOfColours(packed: number): number {
  return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

/** Sub-blocks, each with its size in front, until an empty one (§15). */
function endOfSubBlocks(view: DataView, start: number): number {
  let offset = start;
  for (let size = view.getUint8(offset); size > 0; size = view.getUint8(offset)) offset += 1 + size;
  return offset + 1;
}

/** How frames follow each other; comments, plain text and what programs (XMP among them) leave are dropped. */
function isDrawing(bytes: Uint8Array, offset: number): boolean {
  const label = bytes[offset + 1];
  if (label === graphicControl) return true;
  return label === applicationExtension && toText(bytes, offset + 3, 11) === "NETSCAPE2.0";
}
