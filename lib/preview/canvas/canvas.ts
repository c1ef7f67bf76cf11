import { flatten, type Outline } from "./outline";

/** Red, green, blue: 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

/** Pixels without transparency: three bytes each, row by row. */
export type Bitmap = { width: number; height: number; pixels: Uint8ClampedArray };

export type Placement = { x: number; y: number; scale: number };

export function createBitmap(width: number, height: number): Bitmap {
  return { width, height, pixels: new Uint8ClampedArray(width * height * 3) };
}

export function fillBox(
  bitmap: Bitmap,
  box: { x: number; y: number; width: number; height: number },
  color: Color,
): void {
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1) {
      bitmap.pixels.set(color, (y * bitmap.width + x) * 3);
    }
  }
}

/** Puts `source` with its corner at (x, y); it must fit. */
export function drawBitmap(bitmap: Bitmap, source: Bitmap, x: number, y: number): void {
  for (let row = 0; row < source.height; row += 1) {
    const line = source.pixels.subarray(row * source.width * 3, (row + 1) * source.width * 3);
    bitmap.pixels.set(line, ((y + row) * bitmap.width + x) * 3);
  }
}

/**
 * Fills an outline smoothly, whichever way its contours turn and wherever they overlap. `placement` moves it and scales
 * it; a negative `flip` turns the y axis, as glyphs need. What lies outside of the bitmap is cut off.
 *
 * Each line adds the area to its right to a table of differences, whose running sum along a row is the coverage
 * (https://medium.com/@raphlinus/inside-the-fastest-font-renderer-in-the-world-75ae5270c445).
 */
export function fillOutline(
  bitmap: Bitmap,
  outline: Outline,
  { x, y, scale }: Placement,
  color: Color,
  { opacity = 1, flip = 1 }: { opacity?: number; flip?: 1 | -1 } = {},
): void {
  const points = outline.flat();
  if (points.length === 0) return;
  const xs = points.map((point) => x + point.x * scale);
  const ys = points.map((point) => y + point.y * scale * flip);
  const left = Math.floor(Math.min(...xs));
  const top = Math.floor(Math.min(...ys));
  const width = Math.ceil(Math.max(...xs)) - left + 2;
  const height = Math.ceil(Math.max(...ys)) - top + 1;
  const table = new Float32Array(width * height + 1);
  flatten(outline, scale, (from, to) =>
    addLine(
      table,
      width,
      { x: x + from.x * scale - left, y: y + from.y * scale * flip - top },
      { x: x + to.x * scale - left, y: y + to.y * scale * flip - top },
    ),
  );
  for (let row = 0; row < height; row += 1) {
    let sum = 0;
    for (let column = 0; column < width; column += 1) {
      sum += table[row * width + column] ?? 0;
      const coverage = Math.min(1, Math.abs(sum)) * opacity;
      if (coverage > 0.002) blend(bitmap, left + column, top + row, color, coverage);
    }
  }
}

function blend(bitmap: Bitmap, x: number, y: number, color: Color, coverage: number): void {
  if (x < 0 || y < 0 || x >= bitmap.width || y >= bitmap.height) return;
  const at = (y * bitmap.width + x) * 3;
  for (let channel = 0; channel < 3; channel += 1) {
    const below = bitmap.pixels[at + channel] ?? 0;
    bitmap.pixels[at + channel] = below + ((color[channel] ?? 0) - below) * coverage;
  }
}

type Point = { x: number; y: number };

function addLine(table: Float32Array, width: number, one: Point, other: Point): void {
  if (one.y === other.y) return;
  const direction = one.y < other.y ? 1 : -1;
  const [upper, lower] = one.y < other.y ? [one, other] : [other, one];
  const slope = (lower.x - upper.x) / (lower.y - upper.y);
  let x = upper.x;
  for (let row = Math.floor(upper.y); row < lower.y; row += 1) {
    const height = Math.min(row + 1, lower.y) - Math.max(row, upper.y);
    const next = x + slope * height;
    addPiece(table, row * width, Math.min(x, next), Math.max(x, next), direction * height);
    x = next;
  }
}

/** A piece of a line within one row, from `left` to `right`, of signed height `weight`. */
function addPiece(
  table: Float32Array,
  row: number,
  left: number,
  right: number,
  weight: number,
): void {
  const first = Math.floor(left);
  const last = Math.max(first + 1, Math.ceil(right));
  if (last === first + 1) {
    const covered = 1 - ((left + right) / 2 - first);
    add(table, row + first, weight * covered);
    add(table, row + first + 1, weight * (1 - covered));
    return;
  }
  // The coverage of a column is the mean of how much of the piece lies left of each of its points.
  const run = right - left;
  let before = 0;
  for (let column = first; column <= last; column += 1) {
    const from = Math.min(Math.max(column - left, 0), run);
    const to = Math.min(Math.max(column + 1 - left, 0), run);
    const beyond = Math.max(0, column + 1 - Math.max(right, column));
    const covered = (to * to - from * from) / (2 * run) + beyond;
    add(table, row + column, weight * (covered - before));
    before = covered;
  }
}

function add(table: Float32Array, at: number, value: number): void {
  table[at] = (table[at] ?? 0) + value;
}
