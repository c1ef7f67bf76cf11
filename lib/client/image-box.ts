/** The largest a single picture is shown in the list, in CSS pixels. */
const widest = 380;
const highest = 300;
/** Of a picture whose size is not known yet, and the least that can be pressed. */
const unknownSide = 220;
const leastSide = 48;

/** How wide a picture stands in the list, and its shape: known before it has come, so that the list never jumps. */
export function toImageBox(size: { width: number | null; height: number | null }): {
  width: number;
  aspectRatio: number;
} {
  const { width, height } = size;
  if (!width || !height) return { width: unknownSide, aspectRatio: 4 / 3 };
  const scale = Math.min(1, widest / width, highest / height);
  const shownWidth = Math.max(leastSide, Math.round(width * scale));
  const shownHeight = Math.max(leastSide, Math.round(height * scale));
  return { width: shownWidth, aspectRatio: shownWidth / shownHeight };
}
