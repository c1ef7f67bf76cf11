import { describe, expect, it } from "vitest";
import { toPictureFrame } from "./picture-frame";

describe("the frame of a picture", () => {
  it("has its shape, and its width at most", () => {
    expect(toPictureFrame({ width: 1200, height: 800 })).toEqual({
      ratio: "1200 / 800",
      width: "max(18rem, min(calc(78svh * 1.5000), 1200px))",
    });
  });

  it("is as wide as a hand even for a narrow strip", () => {
    expect(toPictureFrame({ width: 100, height: 4000 }).width).toBe(
      "max(18rem, min(calc(78svh * 0.0250), 100px))",
    );
  });

  it("stands four to three while the size is not known", () => {
    expect(toPictureFrame(null)).toEqual({
      ratio: "4 / 3",
      width: "max(18rem, min(calc(78svh * 1.3333), 60rem))",
    });
  });
});
