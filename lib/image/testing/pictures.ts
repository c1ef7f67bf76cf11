import { deflateSync } from "node:zlib";
import { crc32 } from "../crc32";

/** Real images of 3 × 2 pixels for tests, and the means to put something into them. */

const fromBase64 = (text: string) => Uint8Array.from(Buffer.from(text, "base64"));

export const joined = (...parts: (Uint8Array | number[] | string)[]): Uint8Array =>
  Uint8Array.from(
    Buffer.concat(
      parts.map((part) =>
        typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part),
      ),
    ),
  );

const bigEndian = (value: number) => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
const littleEndian = (value: number) => bigEndian(value).reverse();

/** The part of `bytes` before `offset`, then `part`, then the rest. */
export const inserted = (bytes: Uint8Array, offset: number, part: Uint8Array): Uint8Array =>
  joined(bytes.subarray(0, offset), part, bytes.subarray(offset));

const pngSignature = joined([0x89], "PNG\r\n\x1a\n");

export function pngChunk(kind: string, data: Uint8Array | number[] | string = []): Uint8Array {
  const body = joined(kind, data);
  return joined(bigEndian(body.byteLength - 4), body, bigEndian(crc32(body)));
}

/** A PNG of 8 bits of grey that says it has this size; `extra` stands before its pixels. */
export function pngOf(width: number, height: number, ...extra: Uint8Array[]): Uint8Array {
  const header = [...bigEndian(width), ...bigEndian(height), 8, 0, 0, 0, 0];
  // A size that is too large to be true has the pixels of one row all the same.
  const rows = width * height > 10_000 ? 1 : height;
  const pixels = deflateSync(Buffer.alloc(rows * (width + 1)));
  return joined(
    pngSignature,
    pngChunk("IHDR", header),
    ...extra,
    pngChunk("IDAT", pixels),
    pngChunk("IEND"),
  );
}

/** A segment of a JPEG. */
export function jpegSegment(marker: number, data: Uint8Array | string): Uint8Array {
  const body = joined(data);
  return joined([0xff, marker], bigEndian(body.byteLength + 2).slice(2), body);
}

/** A JPEG with segments put where cameras put them, behind its start. */
export const jpegWith = (...segments: Uint8Array[]): Uint8Array =>
  inserted(jpeg, 2, joined(...segments));

/** A TIFF structure as cameras write it: orientation, and a text with the camera's name. */
export function tiffOf(orientation: number, camera = "Camera 3000\0"): Uint8Array {
  const entry = (tag: number, type: number, count: number, value: number[]) =>
    joined([tag & 255, tag >> 8, type, 0], littleEndian(count), value);
  return joined(
    "II*\0",
    littleEndian(8),
    [2, 0],
    entry(0x0110, 2, camera.length, littleEndian(38)),
    entry(0x0112, 3, 1, [orientation, 0, 0, 0]),
    littleEndian(0),
    camera,
  );
}

export const exifSegment = (orientation: number): Uint8Array =>
  jpegSegment(0xe1, joined("Exif\0\0", tiffOf(orientation)));

export function webpChunk(kind: string, data: Uint8Array | number[] | string): Uint8Array {
  const body = joined(data);
  return joined(kind, littleEndian(body.byteLength), body, body.byteLength % 2 ? [0] : []);
}

export const webpOf = (...chunks: Uint8Array[]): Uint8Array => {
  const body = joined("WEBP", ...chunks);
  return joined("RIFF", littleEndian(body.byteLength), body);
};

export const png = pngOf(3, 2);

export const jpeg = fromBase64(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywt" +
    "QFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09P" +
    "T09PT09PT09PT09PT09PT09PT0//wAARCAACAAMDAREAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAABv/EABQQAQAA" +
    "AAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAAAAAFB//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhED" +
    "EQA/AD4ZSX//2Q==",
);

export const progressiveJpeg = fromBase64(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVG" +
    "ZIhlbXd7gYKBTmCNl4x9lnN+gXz/wgALCAACAAMBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABf/aAAgBAQAAAAEz/8QA" +
    "FhAAAwAAAAAAAAAAAAAAAAAAAAMT/9oACAEBAAEFArMP/8QAFxAAAwEAAAAAAAAAAAAAAAAAAAIzkf/aAAgBAQAGPwKj" +
    "af/EABUQAQEAAAAAAAAAAAAAAAAAAADx/9oACAEBAAE/Iat//9oACAEBAAAAEH//xAAWEAADAAAAAAAAAAAAAAAAAAAA" +
    "wfD/2gAIAQEAAT8Qnmf/2Q==",
);

export const lossyWebp = fromBase64(
  "UklGRjwAAABXRUJQVlA4IDAAAADQAQCdASoDAAIAAgA0JaACdLoB+AADsAD+8MQL/yC5YXXI1/8gP+QH/ID/+PIAAAA=",
);

export const losslessWebp = fromBase64("UklGRhwAAABXRUJQVlA4TA8AAAAvAkAAAAcQ/Y/+ByKi/wEA");

/** With a transparent channel, hence with the extended header. */
export const extendedWebp = fromBase64(
  "UklGRloAAABXRUJQVlA4WAoAAAAQAAAAAgAAAQAAQUxQSAcAAAAAf39/f39/AFZQOCAsAAAAkAEAnQEqAwACAALATCWg" +
    "AnS6AAOYAP7uQx/ubHOLcFf/bQ//Wh/+tD/pQAA=",
);

/** Of two pictures. */
export const gif = fromBase64(
  "R0lGODlhAwACAPAAAP8AAAAAACH5BAAKAAAAIf8LTkVUU0NBUEUyLjADAQAAACwAAAAAAwACAAACAoRfACH5BAAKAAAA" +
    "LAAAAAADAAIAgAAA/wAAAAIChF8AOw==",
);
