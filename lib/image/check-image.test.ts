import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PlazaError } from "../http/problem";
import { checkImage } from "./check-image";
import { imageTypes } from "./schema";
import {
  exifSegment,
  extendedWebp,
  gif,
  inserted,
  joined,
  jpeg,
  jpegSegment,
  jpegWith,
  losslessWebp,
  lossyWebp,
  png,
  pngChunk,
  pngOf,
  progressiveJpeg,
  tiffOf,
  webpChunk,
  webpOf,
} from "./testing/pictures";

const all = { png, jpeg, progressiveJpeg, lossyWebp, losslessWebp, extendedWebp, gif };

/** The problem with an image, in short. */
function problemOf(bytes: Uint8Array, rules: { maxBytes?: number; maxSide?: number } = {}) {
  try {
    checkImage(bytes, { field: "generated", ...rules });
    return null;
  } catch (error) {
    if (!(error instanceof PlazaError)) throw error;
    return { code: error.code, errors: error.options.errors };
  }
}

const damaged = {
  code: "invalid_input",
  errors: [{ field: "generated", message: "Is damaged or not complete" }],
};

describe("an image", () => {
  it("is what its bytes say, with its size", () => {
    const size = { width: 3, height: 2 };
    const check = (bytes: Uint8Array) => checkImage(bytes, { field: "file", types: imageTypes });
    expect(check(png)).toEqual({ type: "image/png", ...size });
    expect(check(jpeg)).toEqual({ type: "image/jpeg", ...size });
    expect(check(progressiveJpeg)).toEqual({ type: "image/jpeg", ...size });
    expect(check(lossyWebp)).toEqual({ type: "image/webp", ...size });
    expect(check(losslessWebp)).toEqual({ type: "image/webp", ...size });
    expect(check(extendedWebp)).toEqual({ type: "image/webp", ...size });
    expect(check(gif)).toEqual({ type: "image/gif", ...size });
  });

  it("has the size in which it is shown when its orientation turns it", () => {
    const turned = { width: 2, height: 3 };
    const check = (bytes: Uint8Array) => checkImage(bytes, { field: "file" });
    expect(check(jpegWith(exifSegment(6)))).toMatchObject(turned);
    expect(check(jpegWith(exifSegment(5)))).toMatchObject(turned);
    expect(check(jpegWith(exifSegment(3)))).toMatchObject({ width: 3, height: 2 });
    expect(check(pngOf(3, 2, pngChunk("eXIf", tiffOf(8))))).toMatchObject(turned);
  });

  it("is not a page, a drawing, a document, nothing, or a kind that was not asked for", () => {
    for (const other of [
      joined(),
      joined("<!doctype html><script>alert(1)</script>"),
      joined("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
      joined("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"),
      joined("%PDF-1.7\n%âãÏÓ\n"),
      joined("BM", new Uint8Array(64)),
      joined([0, 0, 0, 24], "ftypavif", new Uint8Array(64)),
      joined("RIFF", [4, 0, 0, 0], "WAVE"),
      gif,
    ]) {
      expect(problemOf(other)).toEqual({
        code: "unsupported_media_type",
        errors: [
          {
            field: "generated",
            message: "Must be an image of one of these kinds: PNG, JPEG, WEBP",
          },
        ],
      });
    }
  });

  it("is refused over its bytes, its sides and its pixels", () => {
    expect(problemOf(png, { maxBytes: 67 })).toEqual({
      code: "payload_too_large",
      errors: [{ field: "generated", message: "May have at most 67 bytes" }],
    });
    expect(problemOf(png, { maxSide: 2 })).toEqual({
      code: "invalid_input",
      errors: [{ field: "generated", message: "Is 3 × 2 pixels; may have at most 2 a side" }],
    });
    expect(problemOf(pngOf(10_000, 5_000))).toEqual({
      code: "invalid_input",
      errors: [
        { field: "generated", message: "Is 10000 × 5000 pixels; may have at most 40 million" },
      ],
    });
    expect(problemOf(pngOf(1, 12_001))?.code).toBe("invalid_input");
    expect(problemOf(pngOf(0xffffffff, 0xffffffff))?.code).toBe("invalid_input");
    expect(problemOf(pngOf(8_000, 5_000))).toBeNull();
    expect(problemOf(png, { maxBytes: 68, maxSide: 3 })).toBeNull();
    expect(problemOf(pngOf(0, 2))).toEqual(damaged);
  });

  it.each(Object.entries(all))("is damaged when it is cut off anywhere: %s", (_, bytes) => {
    for (let length = 12; length < bytes.byteLength; length += 1) {
      const cut = bytes.slice(0, length);
      expect(() => checkImage(cut, { field: "generated", types: imageTypes }), `${length}`).toThrow(
        expect.objectContaining({ code: "invalid_input" }),
      );
    }
  });

  it.each(Object.entries(all))("may be followed by something else: %s", (_, bytes) => {
    const followed = joined(bytes, "<script>alert(1)</script>");
    expect(checkImage(followed, { field: "file", types: imageTypes })).toMatchObject({ width: 3 });
  });

  it.each([
    ["PNG", (parts: Uint8Array) => inserted(png, 33, parts), pngChunk("tEXt")],
    ["JPEG", (parts: Uint8Array) => inserted(jpeg, 2, parts), jpegSegment(0xfe, "")],
    [
      "WebP",
      (parts: Uint8Array) => webpOf(extendedWebp.subarray(12), parts),
      webpChunk("a  b", []),
    ],
  ])("is damaged when it has more parts than a picture has: %s", (_, compose, part) => {
    const times = (count: number) => joined(...Array.from({ length: count }, () => part));
    expect(problemOf(compose(times(49_000)))).toBeNull();
    expect(problemOf(compose(times(50_001)))).toEqual(damaged);
  });

  it("is damaged when a PNG's chunk is not what its checksum says, or stands where it may not", () => {
    const flipped = png.slice();
    flipped[45] = (flipped[45] ?? 0) ^ 1;
    const header = png.subarray(8, 33);
    expect(problemOf(flipped)).toEqual(damaged);
    expect(problemOf(inserted(png, 33, header))).toEqual(damaged);
    expect(problemOf(inserted(png, 8, pngChunk("tEXt", "a\0b")))).toEqual(damaged);
    expect(problemOf(joined(png.subarray(0, 33), pngChunk("IEND")))).toEqual(damaged);
  });

  it("is damaged when a JPEG has no pixels, two frames, or no marker where one must be", () => {
    const frame = jpegSegment(0xc0, joined([8, 0, 2, 0, 3, 1, 1, 0x11, 0]));
    expect(problemOf(joined([0xff, 0xd8, 0xff, 0xd9]))).toEqual(damaged);
    expect(problemOf(jpegWith(frame))).toEqual(damaged);
    expect(problemOf(inserted(jpeg, 2, joined([0, 0])))).toEqual({
      ...damaged,
      code: "unsupported_media_type",
      errors: [
        { field: "generated", message: "Must be an image of one of these kinds: PNG, JPEG, WEBP" },
      ],
    });
    expect(problemOf(jpegWith(jpegSegment(0xe0, "JFIF\0"), joined([0, 0])))).toEqual(damaged);
    expect(problemOf(jpegWith(joined([0xff, 0xe1, 0, 1])))).toEqual(damaged);
  });

  it("may have bytes that fill before a JPEG's markers, also behind its pixels", () => {
    const fill = joined([0xff, 0xff, 0xff]);
    expect(problemOf(jpegWith(fill))).toBeNull();
    expect(problemOf(inserted(jpeg, jpeg.byteLength - 2, fill))).toBeNull();
  });

  it("is damaged when a GIF has no picture", () => {
    const empty = joined(gif.subarray(0, 19), ";");
    expect(() => checkImage(empty, { field: "generated", types: imageTypes })).toThrow(
      expect.objectContaining({ code: "invalid_input" }),
    );
  });

  it("is damaged when a WebP is shorter than it says, or its picture is not as large as its canvas", () => {
    const longer = lossyWebp.slice();
    longer[4] = (longer[4] ?? 0) + 2;
    const canvas = webpChunk("VP8X", [0, 0, 0, 0, 9, 0, 0, 1, 0, 0]);
    const longerInside = lossyWebp.slice();
    longerInside[16] = (longerInside[16] ?? 0) + 2;
    expect(problemOf(longer)).toEqual(damaged);
    expect(problemOf(longerInside)).toEqual(damaged);
    expect(problemOf(webpOf(canvas, lossyWebp.subarray(12)))).toEqual(damaged);
    expect(problemOf(webpOf(webpChunk("ICCP", "colours")))).toEqual(damaged);
    expect(problemOf(webpOf(canvas, webpChunk("EXIF", tiffOf(1))))).toEqual(damaged);
  });

  it("never fails in another way, whatever the bytes", () => {
    const seeds = Object.values(all);
    const spoiled = fc
      .tuple(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      )
      .map(([seed, changes]) => {
        const bytes = seed.slice();
        for (const [offset, value] of changes) bytes[offset % bytes.length] = value;
        return bytes;
      });
    const prefixed = fc
      .tuple(fc.constantFrom(...seeds), fc.nat(60), fc.uint8Array({ maxLength: 400 }))
      .map(([seed, length, rest]) => joined(seed.subarray(0, length), rest));
    fc.assert(
      fc.property(fc.oneof(spoiled, prefixed, fc.uint8Array({ maxLength: 400 })), (bytes) => {
        const problem = problemOf(bytes);
        expect([undefined, "invalid_input", "unsupported_media_type"]).toContain(problem?.code);
      }),
      { numRuns: 5_000 },
    );
  });
});
