import { describe, expect, it } from "vitest";
import { toImageBox } from "./image-box";

describe("the box of a picture", () => {
  it.each([
    ["a small one is shown as it is", 200, 100, 200, 2],
    ["a wide one fits in width", 3800, 1900, 380, 2],
    ["a high one fits in height", 600, 1200, 150, 0.5],
    ["a very long one can still be pressed", 100, 12_000, 48, 0.16],
    ["one pixel can still be pressed", 1, 1, 48, 1],
  ])("%s", (_, width, height, shownWidth, aspectRatio) => {
    expect(toImageBox({ width, height })).toEqual({ width: shownWidth, aspectRatio });
  });

  it("is reserved for one of unknown size", () => {
    expect(toImageBox({ width: null, height: null })).toEqual({ width: 220, aspectRatio: 4 / 3 });
  });
});
