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

/** Markers of ITU T.81, table B.1. */
const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const comment = 0xfe;
const jfifBytes = 18;

/** Takes a JPEG apart (ITU T.81 §B.1–B.2); null for anything else. Throws `DamagedImage`. */
export function readJpeg(bytes: Uint8Array): ImageParts<"image/jpeg"> | null {
  if (toText(bytes, 0, 3) !== "\xff\xd8\xff") return null;
  const view = viewOf(bytes);
  const kept = new KeptBytes(bytes);
  kept.keep(0, 2);
  const found = { width: 0, height: 0, orientation: 1, hasFrame: false, hasScan: false };
  const countPart = createPartLimit();
  for (let offset = 2; ;) {
    if (view.getUint8(offset) !== 0xff) throw new DamagedImage("There is no marker");
    const marker = view.getUint8(offset + 1);
    if (marker === 0xff) {
      // Any number of these may fill the space before a marker.
      offset += 1;
      continue;
    }
    countPart();
    if (marker === endOfImage) {
      kept.keep(offset, offset + 2);
      break;
    }
    if (marker === startOfImage || marker < 0xc0)
      throw new DamagedImage("A marker is out of place");
    const end = endOfSegment(bytes, view, offset, marker);
    if (isStartOfFrame(marker)) {
      if (found.hasFrame) throw new DamagedImage("There are two frames");
      found.hasFrame = true;
      found.height = view.getUint16(offset + 5);
      found.width = view.getUint16(offset + 7);
    }
    if (marker === startOfScan) found.hasScan = true;
    const segment = bytes.subarray(offset, end);
    const turned = marker === 0xe1 && found.orientation === 1 ? orientationOf(segment) : 1;
    if (turned !== 1) {
      found.orientation = turned;
      kept.add(toExifSegment(turned));
    } else if (marker === 0xe0 && segment.byteLength > jfifBytes && isDrawing(marker, segment)) {
      kept.add(withoutThumbnail(segment));
    } else if (isDrawing(marker, segment)) {
      kept.keep(offset, end);
    }
    offset = end;
  }
  if (!found.hasFrame || !found.hasScan) throw new DamagedImage("There are no pixels");
  const { width, height, orientation } = found;
  return { type: "image/jpeg", width, height, orientation, kept: kept.toPieces() };
}

/** Where the segment at `offset` ends, with the coded data that follow a scan's header. */
function endOfSegment(bytes: Uint8Array, view: DataView, offset: number, marker: number): number {
  if (isRestart(marker)) return offset + 2;
  const length = view.getUint16(offset + 2);
  const end = offset + 2 + length;
  if (length < 2 || end > bytes.byteLength) throw new DamagedImage("A segment is cut off");
  return marker === startOfScan ? endOfScan(bytes, end) : end;
}

/** The next marker that is neither a stuffed byte (§B.1.1.5) nor a restart. */
function endOfScan(bytes: Uint8Array, start: number): number {
  for (let offset = bytes.indexOf(0xff, start); offset >= 0; offset = bytes.indexOf(0xff, offset)) {
    const next = bytes[offset + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !isRestart(next)) return offset;
    offset += next === 0xff ? 1 : 2;
  }
  throw new DamagedImage("The end is missing");
}

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/** SOF0–SOF15 without the tables (DHT, JPG, DAC) that lie between them. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/**
 * Of the application segments only those that decide about colours: JFIF (ITU T.871 §10.1), ICC profiles
 * (ICC.1 §B.4) and Adobe's transform (T.872 §6.5.3). Others hold place, camera, thumbnails of what was cut away.
 */
function isDrawing(marker: number, segment: Uint8Array): boolean {
  switch (marker) {
    case 0xe0:
      return toText(segment, 4, 5) === "JFIF\0" && segment.byteLength >= jfifBytes;
    case 0xe2:
      return toText(segment, 4, 12) === "ICC_PROFILE\0";
    case 0xee:
      return toText(segment, 4, 5) === "Adobe";
    default:
      return marker !== comment && !(marker >= 0xe0 && marker <= 0xef);
  }
}

function withoutThumbnail(jfif: Uint8Array): Uint8Array {
  const header = jfif.slice(0, jfifBytes);
  header.set([0, jfifBytes - 2], 2);
  header.set([0, 0], jfifBytes - 2);
  return header;
}

function orientationOf(segment: Uint8Array): number {
  return toText(segment, 4, 6) === "Exif\0\0" ? readOrientation(segment.subarray(10)) : 1;
}

function toExifSegment(orientation: number): Uint8Array {
  const tiff = writeOrientation(orientation);
  const segment = new Uint8Array(10 + tiff.byteLength);
  segment.set([0xff, 0xe1, 0, 8 + tiff.byteLength]);
  segment.set(toBytes("Exif\0\0"), 4);
  segment.set(tiff, 10);
  return segment;
}
