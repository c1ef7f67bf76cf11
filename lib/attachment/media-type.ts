import type { AttachmentType } from "./schema";

type OtherType = Exclude<AttachmentType, `image/${string}`>;

/**
 * What the bytes of a file that is no image are, whatever its name or declared type; null for what we do not take.
 * Text is anything that is valid UTF-8 without control characters, HTML and SVG included: it is served as plain text.
 */
export function readMediaType(bytes: Uint8Array): OtherType | null {
  if (startsWith(bytes, "%PDF-")) return "application/pdf";
  if (startsWith(bytes, "OggS\0")) return "audio/ogg";
  if (startsWith(bytes, "RIFF") && startsWith(bytes, "WAVE", 8)) return "audio/wav";
  if (startsWith(bytes, "ftyp", 4)) return toIsoMediaType(toText(bytes, 8, 4));
  if (startsWith(bytes, "\x1a\x45\xdf\xa3")) return isWebm(bytes) ? "video/webm" : null;
  if (startsWith(bytes, "ID3") || isMpegAudio(bytes)) return "audio/mpeg";
  return isText(bytes) ? "text/plain" : null;
}

/** The major brand of ISO/IEC 14496-12 §4.3; brands of still images (HEIC, AVIF) and of QuickTime are not taken. */
function toIsoMediaType(brand: string): OtherType | null {
  if (/^M4[AB] $/.test(brand)) return "audio/mp4";
  return /^(iso[2-9m]|mp4[12]|avc1|M4V |MSNV|dash|mmp4|f4v )$/.test(brand) ? "video/mp4" : null;
}

/** The DocType element (0x4282) of the EBML header, RFC 8794 §11.2.9; Matroska has another one. */
function isWebm(bytes: Uint8Array): boolean {
  return toText(bytes, 0, 64).includes("\x42\x82\x84webm");
}

/** The header of an MPEG audio frame, ISO/IEC 11172-3 §2.4.1.3: layer III with a bit rate and a sampling frequency. */
function isMpegAudio(bytes: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  const isLayer3 = first === 0xff && (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08;
  const [bitRate, frequency] = [third >> 4, (third >> 2) & 3];
  return isLayer3 && bitRate !== 0 && bitRate !== 15 && frequency !== 3;
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte === 0x7f || (byte < 0x20 && !spaces.has(byte)))) return false;
  try {
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Tab, line feed, form feed, carriage return. */
const spaces: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0c, 0x0d]);

function startsWith(bytes: Uint8Array, text: string, offset = 0): boolean {
  return toText(bytes, offset, text.length) === text;
}

/** Each byte as the character of its number. */
function toText(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}
