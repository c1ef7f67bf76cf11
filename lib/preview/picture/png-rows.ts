import type { PngParts } from "./png-header";

const channelsOf = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

/**
 * Unpacks a PNG row by row and hands each to `take`, as RGB or RGBA; the array is not the caller's to keep. However large
 * the picture, two rows of it are in memory. Throws for interlaced ones, whose rows do not come in order, and for broken ones.
 */
export async function readPngRows(
  png: PngParts,
  take: (row: Uint8Array, channels: 3 | 4) => void,
): Promise<void> {
  const channels = channelsOf.get(png.kind);
  if (png.isInterlaced || !channels) throw new Error("A PNG that cannot be read row by row");
  const pixelBytes = Math.max(1, (channels * png.depth) >> 3);
  const rowBytes = Math.ceil((png.width * channels * png.depth) / 8);
  let row = new Uint8Array(rowBytes);
  let above = new Uint8Array(rowBytes);
  const rgba = new Uint8Array(png.width * 4);
  const toRgba = createConverter(png);
  const isPlain = png.depth === 8 && channels >= 3;
  let filter = -1;
  let filled = 0;
  let taken = 0;
  const reader = inflate(png.data).getReader();
  while (taken < png.height) {
    const { done, value } = await reader.read();
    if (done) throw new Error("A PNG that ends too early");
    for (let at = 0; at < value.length && taken < png.height;) {
      if (filter < 0) {
        filter = value[at] ?? 0;
        at += 1;
        continue;
      }
      const length = Math.min(rowBytes - filled, value.length - at);
      row.set(value.subarray(at, at + length), filled);
      filled += length;
      at += length;
      if (filled < rowBytes) continue;
      undoFilter(filter, row, above, pixelBytes);
      if (isPlain) take(row, channels === 3 ? 3 : 4);
      else {
        toRgba(row, rgba);
        take(rgba, 4);
      }
      [row, above] = [above, row];
      filter = -1;
      filled = 0;
      taken += 1;
    }
  }
  await reader.cancel();
}

/** One part at a time, so that the stream's own queue stays short. */
function inflate(parts: Uint8Array[]): ReadableStream<Uint8Array> {
  let next = 0;
  const source = new ReadableStream<BufferSource>({
    pull(controller) {
      const part = parts[next];
      next += 1;
      if (part) controller.enqueue(new Uint8Array(part));
      else controller.close();
    },
  });
  return source.pipeThrough(new DecompressionStream("deflate"));
}

/** RFC 2083 §6. A loop for each filter: of forty megapixels every instruction counts. */
function undoFilter(filter: number, row: Uint8Array, above: Uint8Array, step: number): void {
  const { length } = row;
  if (filter === 1) {
    for (let at = step; at < length; at += 1) row[at] = (row[at] ?? 0) + (row[at - step] ?? 0);
  } else if (filter === 2) {
    for (let at = 0; at < length; at += 1) row[at] = (row[at] ?? 0) + (above[at] ?? 0);
  } else if (filter !== 0) {
    for (let at = 0; at < length; at += 1) {
      const left = at < step ? 0 : (row[at - step] ?? 0);
      const corner = at < step ? 0 : (above[at - step] ?? 0);
      row[at] = (row[at] ?? 0) + predict(filter, left, above[at] ?? 0, corner);
    }
  }
}

export function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const guess = left + up - corner;
  const [toLeft, toUp] = [Math.abs(guess - left), Math.abs(guess - up)];
  const toCorner = Math.abs(guess - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function createConverter({ kind, depth, width, palette, opacities }: PngParts) {
  const most = (1 << Math.min(depth, 8)) - 1;
  const step = depth === 16 ? 2 : 1;
  /** The sample as 0–255, or as it stands where it is a place in the palette. */
  const sample = (row: Uint8Array, index: number): number => {
    if (depth >= 8) return row[index * step] ?? 0;
    const bit = index * depth;
    const raw = ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & most;
    return kind === 3 ? raw : (raw * 255) / most;
  };
  const channels = channelsOf.get(kind) ?? 1;
  return (row: Uint8Array, rgba: Uint8Array): void => {
    for (let x = 0; x < width; x += 1) {
      const from = x * channels;
      const to = x * 4;
      if (kind === 3) {
        const color = sample(row, from);
        for (let channel = 0; channel < 3; channel += 1) {
          rgba[to + channel] = palette[color * 3 + channel] ?? 0;
        }
        rgba[to + 3] = opacities[color] ?? 255;
        continue;
      }
      const isGrey = channels < 3;
      rgba[to] = sample(row, from);
      rgba[to + 1] = sample(row, isGrey ? from : from + 1);
      rgba[to + 2] = sample(row, isGrey ? from : from + 2);
      rgba[to + 3] = channels % 2 === 0 ? sample(row, from + channels - 1) : 255;
    }
  };
}
