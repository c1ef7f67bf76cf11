import type { StoredImage } from "@/lib/share/schema";

type Frame = {
  /** CSS `aspect-ratio`. */
  ratio: string;
  /** CSS width: as wide as the picture, but no higher than most of the screen, unless it would become a strip. */
  width: string;
};

/** Of pictures whose size nobody has told us. */
const unknownRatio = { width: 4, height: 3 };
const highest = "78svh";
const leastWidth = "18rem";

/** The frame of a picture before it has come, so that the page never jumps. */
export function toPictureFrame(image: Pick<StoredImage, "width" | "height"> | null): Frame {
  const { width, height } = image ?? unknownRatio;
  const asHigh = `calc(${highest} * ${(width / height).toFixed(4)})`;
  const widest = image ? `${width}px` : "60rem";
  return {
    ratio: `${width} / ${height}`,
    width: `max(${leastWidth}, min(${asHigh}, ${widest}))`,
  };
}
