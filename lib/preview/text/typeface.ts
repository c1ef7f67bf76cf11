import { createFont, type Font } from "./font";
import type { FontIndex, FontPart } from "./font-index";
import { readWoff } from "./read-woff";

/** Reads one file of the fonts; null when it is not there. */
export type ReadFontFile = (name: string) => Promise<Uint8Array | null>;

/** Fonts that an isolate has unpacked, the latest last. */
export type FontMemory = Map<string, Font>;

/** About 100 KB each. */
const keptFonts = 120;

/** A character as it is drawn. */
type Glyph = { font: Font; glyph: number; advance: number };

/** Characters in one weight; null for one that no font has. */
export type Typeface = (codePoint: number) => Glyph | null;

type Request = { texts: string[]; script: keyof FontIndex; weight: 400 | 700 };

/**
 * Reads those parts of a font that `texts` need. A part that cannot be read, or lacks a character that it should have,
 * leaves characters out.
 */
export async function loadTypeface(
  { index, read, memory }: { index: FontIndex; read: ReadFontFile; memory: FontMemory },
  { texts, script, weight }: Request,
): Promise<Typeface> {
  const codePoints = new Set([...texts.join("")].map((character) => character.codePointAt(0) ?? 0));
  const parts = index[script].filter((part) => [...codePoints].some((code) => isIn(part, code)));
  const fonts = await Promise.all(
    parts.map((part) => loadFont(`${part.file}-${weight}.woff`, read, memory)),
  );
  const glyphs = new Map<number, Glyph>();
  for (const codePoint of codePoints) {
    for (const font of fonts) {
      const glyph = font?.findGlyph(codePoint) ?? 0;
      if (!font || glyph === 0 || glyphs.has(codePoint)) continue;
      glyphs.set(codePoint, { font, glyph, advance: font.advanceOf(glyph) });
    }
  }
  return (codePoint) => glyphs.get(codePoint) ?? null;
}

const isIn = ({ ranges }: FontPart, codePoint: number) =>
  ranges.some(([first, last]) => first <= codePoint && codePoint <= last);

async function loadFont(
  name: string,
  read: ReadFontFile,
  memory: FontMemory,
): Promise<Font | null> {
  const known = memory.get(name);
  memory.delete(name);
  const font = known ?? (await unpack(name, read));
  if (!font) return null;
  memory.set(name, font);
  for (const oldest of memory.keys()) {
    if (memory.size <= keptFonts) break;
    memory.delete(oldest);
  }
  return font;
}

async function unpack(name: string, read: ReadFontFile): Promise<Font | null> {
  const bytes = await read(name).catch(() => null);
  return bytes && createFont(await readWoff(bytes));
}
