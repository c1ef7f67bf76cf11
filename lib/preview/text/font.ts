import type { Outline } from "../canvas/outline";
import { createCharacterMap } from "./character-map";
import { readGlyph } from "./glyph";
import type { FontTables } from "./read-woff";

/** A font with quadratic outlines. Lengths are in `em`s. */
export type Font = {
  /** 0 where the font has no such character. */
  findGlyph: (codePoint: number) => number;
  advanceOf: (glyph: number) => number;
  /** The y axis points up, the baseline is 0. */
  outlineOf: (glyph: number) => Outline;
};

/** Reads TrueType tables (https://learn.microsoft.com/typography/opentype/spec/otff). */
export function createFont(tables: FontTables): Font {
  const table = (name: string) => {
    const found = tables.get(name);
    if (!found) throw new Error(`The font has no table ${name}`);
    return found;
  };
  const unitsPerEm = table("head").getUint16(18);
  const hasLongOffsets = table("head").getInt16(50) === 1;
  const widths = table("hmtx");
  const widthCount = table("hhea").getUint16(34);
  const offsets = table("loca");
  const glyphs = table("glyf");
  const offsetOf = (glyph: number) =>
    hasLongOffsets ? offsets.getUint32(glyph * 4) : offsets.getUint16(glyph * 2) * 2;
  const findData = (glyph: number) => {
    const start = offsetOf(glyph);
    const end = offsetOf(glyph + 1);
    return end > start ? new DataView(glyphs.buffer, glyphs.byteOffset + start, end - start) : null;
  };
  return {
    findGlyph: createCharacterMap(table("cmap")),
    advanceOf: (glyph) => widths.getUint16(Math.min(glyph, widthCount - 1) * 4) / unitsPerEm,
    outlineOf: (glyph) =>
      readGlyph(findData, glyph).map((contour) =>
        contour.map(({ x, y, isOnCurve }) => ({ x: x / unitsPerEm, y: y / unitsPerEm, isOnCurve })),
      ),
  };
}
