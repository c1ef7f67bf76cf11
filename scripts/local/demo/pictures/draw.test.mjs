import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { shares } from "../shares.mjs";
import { drawPicture } from "./draw.mjs";

const readSize = (png) => [png.readUInt32BE(16), png.readUInt32BE(20)];

test("pictures are PNGs of their size below 400 KB, some with what they were made from", () => {
  const drawn = shares.map(({ picture }) => drawPicture(picture));
  for (const { width, height, generated, original } of drawn) {
    for (const png of original ? [generated, original] : [generated]) {
      expect(readSize(png)).toEqual([width, height]);
      expect(png.length).toBeLessThan(400_000);
      const data = png.subarray(41, 41 + png.readUInt32BE(33));
      expect(inflateSync(data).length).toBe((width * 3 + 1) * height);
    }
  }
  expect(drawn.filter(({ original }) => original === null).length).toBe(2);
  expect(new Set(drawn.map(({ width, height }) => `${width}x${height}`))).toEqual(
    new Set(["1200x800", "800x1000"]),
  );
});

test("a picture is the same each time", () => {
  expect(drawPicture("ink").generated.equals(drawPicture("ink").generated)).toBe(true);
});
