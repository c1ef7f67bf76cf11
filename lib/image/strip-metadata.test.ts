import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkImage } from "./check-image";
import { imageTypes, type ImageType } from "./schema";
import { stripMetadata } from "./strip-metadata";
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

const clean: [string, ImageType, Uint8Array][] = [
  ["PNG", "image/png", png],
  ["JPEG", "image/jpeg", jpeg],
  ["progressive JPEG", "image/jpeg", progressiveJpeg],
  ["lossy WebP", "image/webp", lossyWebp],
  ["lossless WebP", "image/webp", losslessWebp],
  ["extended WebP", "image/webp", extendedWebp],
  ["GIF", "image/gif", gif],
];

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

describe("an image without what it tells besides", () => {
  it.each(clean)("is the same to the byte where there was nothing: %s", (_, type, bytes) => {
    expect(stripMetadata(bytes, type)).toEqual(bytes);
  });

  it.each(clean)("ends where the image ends: %s", (_, type, bytes) => {
    expect(stripMetadata(joined(bytes, "<script>alert(1)</script>"), type)).toEqual(bytes);
  });

  it("has nothing of a JPEG's place, camera, comments and vendors", () => {
    const told = jpegWith(
      exifSegment(1),
      jpegSegment(0xe1, "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"),
      jpegSegment(0xe0, "JFIF\0"),
      jpegSegment(0xe2, "MPF\0and a second picture"),
      jpegSegment(0xe5, "a vendor's own"),
      jpegSegment(0xed, "Photoshop 3.0\x008BIM"),
      jpegSegment(0xfe, "made at home"),
    );
    expect(stripMetadata(told, "image/jpeg")).toEqual(jpeg);
  });

  it("keeps a JPEG's colours, and how it is turned", () => {
    const colours = joined(
      jpegSegment(0xe2, "ICC_PROFILE\0\x01\x01profile"),
      jpegSegment(0xee, "Adobe\0\x64\0\0\0\0\x01"),
    );
    const stripped = stripMetadata(jpegWith(exifSegment(6), colours), "image/jpeg");
    const turned = jpegSegment(
      0xe1,
      joined(
        "Exif\0\0MM\0*",
        [0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0],
      ),
    );
    expect(stripped).toEqual(jpegWith(turned, colours));
    expect(checkImage(stripped, { field: "file" })).toMatchObject({ width: 2, height: 3 });
  });

  it("shows no thumbnail of what a JPEG was cut from", () => {
    const thumbnail = joined([1, 1], "RGB");
    const jfif = (rest: Uint8Array) =>
      jpegSegment(0xe0, joined("JFIF\0", [1, 2, 0, 0, 72, 0, 72], rest));
    const [start, rest] = [jpeg.subarray(0, 2), jpeg.subarray(20)];
    const withThumbnails = joined(start, jfif(thumbnail), jpegSegment(0xe0, "JFXX\0\x13abc"), rest);
    expect(stripMetadata(withThumbnails, "image/jpeg")).toEqual(
      joined(start, jfif(joined([0, 0])), rest),
    );
  });

  it("has none of a PNG's texts, times and unknown parts, and keeps its colours", () => {
    const colours = [pngChunk("gAMA", [0, 0, 0xb1, 0x8f]), pngChunk("pHYs", new Uint8Array(9))];
    const told = pngOf(
      3,
      2,
      pngChunk("tEXt", "Author\0somebody"),
      pngChunk("zTXt", "Comment\0\0x"),
      pngChunk("iTXt", "XML:com.adobe.xmp\0\0\0\0\0<x/>"),
      pngChunk("tIME", new Uint8Array(7)),
      pngChunk("caBX", "where it comes from"),
      ...colours,
      pngChunk("eXIf", tiffOf(1)),
    );
    expect(stripMetadata(told, "image/png")).toEqual(pngOf(3, 2, ...colours));
  });

  it("keeps how a PNG is turned", () => {
    const stripped = stripMetadata(pngOf(3, 2, pngChunk("eXIf", tiffOf(6))), "image/png");
    expect(textOf(stripped)).not.toContain("Camera");
    expect(checkImage(stripped, { field: "file" })).toMatchObject({ width: 2, height: 3 });
  });

  it("has neither Exif nor XMP of a WebP, nor says so", () => {
    const flagged = extendedWebp.slice();
    flagged[20] = (flagged[20] ?? 0) | 0x0c;
    const told = webpOf(
      flagged.subarray(12),
      webpChunk("EXIF", tiffOf(6)),
      webpChunk("XMP ", "<x:xmpmeta/>"),
      webpChunk("what", "ever"),
    );
    expect(stripMetadata(told, "image/webp")).toEqual(extendedWebp);
  });

  it("fills up a WebP whose writer has left out the last byte", () => {
    const shorter = losslessWebp.slice(0, -1);
    shorter[4] = (shorter[4] ?? 0) - 1;
    expect(stripMetadata(shorter, "image/webp")).toEqual(losslessWebp);
  });

  it("has neither comments nor what programs leave of a GIF", () => {
    const told = inserted(
      gif,
      19,
      joined("!\xfe\x04here\0", "!\xff\x0bXMP DataXMP\x04<x/>\0", [0x21, 0x01, 2, 1, 1, 0]),
    );
    expect(stripMetadata(told, "image/gif")).toEqual(gif);
  });

  it("is an image of the same size again, and the same when it is stripped twice", () => {
    const parts = fc.array(
      fc.tuple(
        fc.constantFrom(0xe0, 0xe1, 0xe2, 0xed, 0xee, 0xfe),
        fc.uint8Array({ maxLength: 40 }),
      ),
    );
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 9 }), (segments, orientation) => {
        const told = jpegWith(
          ...segments.map(([marker, data]) => jpegSegment(marker, data)),
          exifSegment(orientation),
        );
        const stripped = stripMetadata(told, "image/jpeg");
        const rules = { field: "file", types: imageTypes };
        expect(checkImage(stripped, rules)).toEqual(checkImage(told, rules));
        expect(stripMetadata(stripped, "image/jpeg")).toEqual(stripped);
      }),
    );
  });

  it("is not made of bytes that are no such image", () => {
    expect(() => stripMetadata(png, "image/jpeg")).toThrow("not of type image/jpeg");
  });
});
