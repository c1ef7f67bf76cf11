import { fillOutline, type Bitmap, type Color } from "./canvas/canvas";
import type { Typeface } from "./text/typeface";

/** A line of text whose baseline begins at (x, y). */
export type Line = { text: string; x: number; y: number; size: number };

export function drawText(card: Bitmap, lines: Line[], typeface: Typeface, color: Color): void {
  for (const { text, x, y, size } of lines) {
    let at = x;
    for (const character of text) {
      const found = typeface(character.codePointAt(0) ?? 0);
      if (!found) continue;
      const { font, glyph, advance } = found;
      fillOutline(card, font.outlineOf(glyph), { x: at, y, scale: size }, color, { flip: -1 });
      at += advance * size;
    }
  }
}
