import { describe, expect, it } from "vitest";
import { readImageHeader } from "./image-header";

const bytes = (...parts: (number[] | string)[]) =>
  new Uint8Array(
    parts.flatMap((part) =>
      typeof part === "string" ? [...part].map((letter) => letter.charCodeAt(0)) : part,
    ),
  );

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13];

describe("the header of an image", () => {
  it("gives type and size of a PNG", () => {
    expect(readImageHeader(bytes(pngStart, "IHDR", [0, 0, 1, 0, 0, 0, 0, 200]))).toEqual({
      type: "image/png",
      width: 256,
      height: 200,
    });
  });

  it("gives type and size of a JPEG behind its other segments", () => {
    const jpeg = bytes(
      [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2],
      [0xff, 0xff, 0xc4, 0, 3, 9],
      [0xff, 0xc2, 0, 11, 8, 0x01, 0x2c, 0x00, 0x64, 3],
    );
    expect(readImageHeader(jpeg)).toEqual({ type: "image/jpeg", width: 100, height: 300 });
  });

  it("gives type and size of the three kinds of WebP", () => {
    const riff = (kind: string, rest: number[]) => bytes("RIFF", [0, 0, 0, 0], "WEBP", kind, rest);
    const lossy = [0, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00];
    const lossless = [0, 0, 0, 0, 0x2f, 0x3f, 0xc1, 0x1f, 0x00];
    const extended = [10, 0, 0, 0, 0, 0, 0, 0, 0xff, 0x03, 0x00, 0xff, 0x01, 0x00];
    expect(readImageHeader(riff("VP8 ", lossy))).toEqual({
      type: "image/webp",
      width: 320,
      height: 240,
    });
    expect(readImageHeader(riff("VP8L", lossless))).toEqual({
      type: "image/webp",
      width: 320,
      height: 128,
    });
    expect(readImageHeader(riff("VP8X", extended))).toEqual({
      type: "image/webp",
      width: 1024,
      height: 512,
    });
  });

  it("is null for scripts, drawings, other images and what is cut off", () => {
    for (const other of [
      bytes(),
      bytes("GIF89a", [1, 0, 1, 0]),
      bytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
      bytes("<html><script>alert(1)</script></html>"),
      bytes(pngStart, "IHDR", [0, 0]),
      bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]),
      bytes([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff]),
      bytes("RIFF", [0, 0, 0, 0], "WEBPVP8X", [10, 0, 0, 0]),
    ]) {
      expect(readImageHeader(other)).toBeNull();
    }
  });
});
