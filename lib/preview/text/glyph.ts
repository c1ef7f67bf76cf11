import type { Outline, OutlinePoint } from "../canvas/outline";

/** Glyphs made of glyphs may nest; no font of ours goes deeper. */
const maxDepth = 5;

/** The outline of a glyph in the font's units (https://learn.microsoft.com/typography/opentype/spec/glyf). */
export function readGlyph(
  findData: (glyph: number) => DataView | null,
  glyph: number,
  depth = 0,
): Outline {
  const data = findData(glyph);
  if (!data || depth > maxDepth) return [];
  const contours = data.getInt16(0);
  if (contours >= 0) return readContours(data, contours);
  return readParts(data).flatMap((part) =>
    readGlyph(findData, part.glyph, depth + 1).map((contour) => contour.map(part.place)),
  );
}

function readContours(data: DataView, count: number): Outline {
  const ends = Array.from({ length: count }, (_, index) => data.getUint16(10 + index * 2));
  const pointCount = (ends.at(-1) ?? -1) + 1;
  let at = 10 + count * 2;
  at += 2 + data.getUint16(at);
  const flags: number[] = [];
  while (flags.length < pointCount) {
    const flag = data.getUint8(at++);
    const repeated = flag & 8 ? data.getUint8(at++) : 0;
    for (let times = 0; times <= repeated; times += 1) flags.push(flag);
  }
  const readAxis = (short: number, same: number) => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += data.getUint8(at++) * (flag & same ? 1 : -1);
      else if (!(flag & same)) {
        value += data.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = readAxis(2, 16);
  const ys = readAxis(4, 32);
  const points = flags.map((flag, index) => ({
    x: xs[index] ?? 0,
    y: ys[index] ?? 0,
    isOnCurve: (flag & 1) === 1,
  }));
  return ends.map((end, index) =>
    points.slice(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, end + 1),
  );
}

type Part = { glyph: number; place: (point: OutlinePoint) => OutlinePoint };

function readParts(data: DataView): Part[] {
  const parts: Part[] = [];
  for (let at = 10, hasMore = true; hasMore;) {
    const flags = data.getUint16(at);
    const glyph = data.getUint16(at + 2);
    at += 4;
    const hasWords = (flags & 1) !== 0;
    // Places given as numbers of points are not used by these fonts.
    const dx = flags & 2 ? (hasWords ? data.getInt16(at) : data.getInt8(at)) : 0;
    const dy = flags & 2 ? (hasWords ? data.getInt16(at + 2) : data.getInt8(at + 1)) : 0;
    at += hasWords ? 4 : 2;
    const read = () => {
      at += 2;
      return data.getInt16(at - 2) / 0x4000;
    };
    let [a, b, c, d] = [1, 0, 0, 1];
    if (flags & 0x08) a = d = read();
    else if (flags & 0x40) [a, d] = [read(), read()];
    else if (flags & 0x80) [a, b, c, d] = [read(), read(), read(), read()];
    const [xx, xy, yx, yy] = [a, b, c, d];
    parts.push({
      glyph,
      place: ({ x, y, isOnCurve }) => ({
        x: xx * x + yx * y + dx,
        y: xy * x + yy * y + dy,
        isOnCurve,
      }),
    });
    hasMore = (flags & 0x20) !== 0;
  }
  return parts;
}
