import { createBitmap, fillBox, type Color } from "../../../lib/preview/canvas/canvas";
import { readPngParts } from "../../../lib/preview/picture/png-header";
import { readPngRows } from "../../../lib/preview/picture/png-rows";
import { writePng } from "../../../lib/preview/picture/write-png";

export const red: Color = [208, 48, 32];
export const blue: Color = [20, 60, 200];

/** A PNG of one colour. */
export function paintPng(width: number, height: number, color: Color): Promise<Uint8Array> {
  const bitmap = createBitmap(width, height);
  fillBox(bitmap, { x: 0, y: 0, width, height }, color);
  return writePng(bitmap);
}

const fromBase64 = (text: string) =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** 60 × 40, as good as `red`. */
export const redWebp = fromBase64(
  "UklGRkwAAABXRUJQVlA4IEAAAACQAwCdASo8ACgAPpFIoEwlpCMiIqgAsBIJZwB2AAAqNMY4fBmAAP7q1H//G83mta3//89M/rb+P/cG1E7hAAAA",
);
export const redJpeg = fromBase64(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAoADwDAREAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAcI/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AkiRNsAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP//Z",
);

/** An unpacked PNG: its size, and the colour at a place. */
export async function readPng(bytes: Uint8Array) {
  const png = readPngParts(bytes);
  const rows: { pixels: Uint8Array; channels: number }[] = [];
  await readPngRows(png, (row, channels) => rows.push({ pixels: row.slice(), channels }));
  const at = (x: number, y: number): number[] => {
    const { pixels, channels } = rows[y] ?? { pixels: new Uint8Array(), channels: 3 };
    return [...pixels.subarray(x * channels, x * channels + 3)];
  };
  /** A text that is the same for the same pixels of a box. */
  const lookOf = (x: number, y: number, width: number, height: number): string =>
    rows
      .slice(y, y + height)
      .map(({ pixels, channels }) => pixels.subarray(x * channels, (x + width) * channels).join())
      .join("\n");
  return { width: png.width, height: png.height, at, lookOf };
}
