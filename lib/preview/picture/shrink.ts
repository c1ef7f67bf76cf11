import { createBitmap, type Bitmap, type Color } from "../canvas/canvas";

type Size = { width: number; height: number };

/** Takes the rows of a picture in order, RGBA or RGB; `finish` answers it in the size that was asked for. */
export type Shrinker = {
  row: (pixels: Uint8Array | Uint8ClampedArray, channels: 3 | 4) => void;
  finish: () => Bitmap;
};

/** What shows behind transparent pixels: the card's own background. */
const behind: Color = [245, 243, 239];

/**
 * Scales a picture so that it covers `target` and cuts off what stands over, evenly on both sides. It sees one row at a
 * time, so that a large picture need not be in memory. Pixels are weighted by a triangle as wide as two pixels of the
 * coarser side.
 */
export function createShrinker(source: Size, target: Size): Shrinker {
  const scale = Math.max(target.width / source.width, target.height / source.height);
  const columns = toWeights(source.width, target.width, scale);
  const rows = toWeights(source.height, target.height, scale);
  const sums = new Float32Array(target.width * target.height * 3);
  const colors = new Float32Array(source.width * 3);
  const line = new Float32Array(target.width * 3);
  let y = 0;
  let firstOpen = 0;
  return {
    row(pixels, channels) {
      while (firstOpen < rows.length && endOf(rows[firstOpen]) <= y) firstOpen += 1;
      const isNeeded = (rows[firstOpen]?.first ?? Infinity) <= y;
      if (isNeeded) {
        toOpaque(pixels, channels, colors);
        sumColumns(colors, columns, line);
        for (let index = firstOpen; index < rows.length; index += 1) {
          const weights = rows[index];
          if (!weights || weights.first > y) break;
          addLine(sums, index * line.length, line, weights.values[y - weights.first] ?? 0);
        }
      }
      y += 1;
    },
    finish() {
      const bitmap = createBitmap(target.width, target.height);
      for (let at = 0; at < sums.length; at += 1) bitmap.pixels[at] = sums[at] ?? 0;
      return bitmap;
    },
  };
}

/** Which places of the source make up one of the target, from `first` on; the values add up to 1. */
type Weights = { first: number; values: Float32Array };

const endOf = (weights: Weights | undefined) =>
  weights ? weights.first + weights.values.length : Infinity;

function toWeights(source: number, target: number, scale: number): Weights[] {
  const step = 1 / scale;
  const support = Math.max(1, step);
  const offset = (source - target * step) / 2;
  return Array.from({ length: target }, (_, index) => {
    const center = offset + (index + 0.5) * step;
    const first = clamp(Math.floor(center - support), 0, source - 1);
    const last = clamp(Math.ceil(center + support), first + 1, source);
    const values = Float32Array.from({ length: last - first }, (_, at) =>
      Math.max(0, 1 - Math.abs(first + at + 0.5 - center) / support),
    );
    const total = values.reduce((sum, value) => sum + value, 0) || 1;
    return { first, values: values.map((value) => value / total) };
  });
}

const clamp = (value: number, least: number, most: number) =>
  Math.min(Math.max(value, least), most);

function toOpaque(
  pixels: Uint8Array | Uint8ClampedArray,
  channels: 3 | 4,
  colors: Float32Array,
): void {
  if (channels === 3) return colors.set(pixels.subarray(0, colors.length));
  const [red, green, blue] = behind;
  for (let from = 0, to = 0; to < colors.length; from += 4, to += 3) {
    const opacity = (pixels[from + 3] ?? 0) / 255;
    colors[to] = red + ((pixels[from] ?? 0) - red) * opacity;
    colors[to + 1] = green + ((pixels[from + 1] ?? 0) - green) * opacity;
    colors[to + 2] = blue + ((pixels[from + 2] ?? 0) - blue) * opacity;
  }
}

function sumColumns(colors: Float32Array, columns: Weights[], line: Float32Array): void {
  let at = 0;
  for (const { first, values } of columns) {
    let [red, green, blue] = [0, 0, 0];
    let from = first * 3;
    for (const weight of values) {
      red += (colors[from] ?? 0) * weight;
      green += (colors[from + 1] ?? 0) * weight;
      blue += (colors[from + 2] ?? 0) * weight;
      from += 3;
    }
    line[at] = red;
    line[at + 1] = green;
    line[at + 2] = blue;
    at += 3;
  }
}

function addLine(sums: Float32Array, start: number, line: Float32Array, weight: number): void {
  if (weight === 0) return;
  for (let at = 0; at < line.length; at += 1) {
    sums[start + at] = (sums[start + at] ?? 0) + (line[at] ?? 0) * weight;
  }
}
