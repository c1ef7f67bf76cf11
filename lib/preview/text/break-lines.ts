import type { Typeface } from "./typeface";

/** May not begin a line, and may not end one (a few of the many rules of https://www.w3.org/TR/clreq/). */
const clings = new Set([..."、。，．：；！？）」』》〉】〕…—’”%)]}!?,.:;·"]);
const opens = new Set([..."（「『《〈【〔‘“([{"]);
const isWide = (character: string) =>
  /[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]|[\u{20000}-\u{3ffff}]/u.test(character);

/** What `typeface` can draw of a text: other characters go, and what they leave behind of blanks. */
export function toDrawable(text: string, typeface: Typeface): string {
  return [...text.replace(/\s+/gu, " ")]
    .filter((character) => typeface(character.codePointAt(0) ?? 0) !== null)
    .join("")
    .replace(/ {2,}/g, " ")
    .trim();
}

/** How wide a text is, in ems. */
export function measure(text: string, typeface: Typeface): number {
  return [...text].reduce(
    (sum, character) => sum + (typeface(character.codePointAt(0) ?? 0)?.advance ?? 0),
    0,
  );
}

/**
 * Breaks a text into at most `maxLines` lines of `width` ems: between words, between Chinese characters, and within a
 * word that is longer than a line. What does not fit ends in an ellipsis.
 */
export function breakLines(
  text: string,
  typeface: Typeface,
  width: number,
  maxLines: number,
): { lines: string[]; isCut: boolean } {
  const lines: string[] = [];
  let line = "";
  for (const piece of toPieces(text)) {
    const longer = line + piece;
    if (measure(longer.trimEnd(), typeface) <= width) {
      line = longer;
      continue;
    }
    if (line) lines.push(line.trimEnd());
    line = piece.trimStart();
    while (measure(line.trimEnd(), typeface) > width) {
      const fitting = cut(line, typeface, width);
      lines.push(fitting);
      line = line.slice(fitting.length);
    }
    if (lines.length > maxLines) break;
  }
  if (line.trim()) lines.push(line.trimEnd());
  if (lines.length <= maxLines) return { lines, isCut: false };
  const kept = lines.slice(0, maxLines);
  // The fonts' own ellipsis stands at half height, as Chinese has it.
  const ellipsis = isWide([...text][0] ?? "") ? "…" : "...";
  const last = cut(kept[maxLines - 1] ?? "", typeface, width - measure(ellipsis, typeface));
  kept[maxLines - 1] = `${last.replace(/[\s、。，．：；,.:;—-]+$/u, "")}${ellipsis}`;
  return { lines: kept, isCut: true };
}

/** Words with the blanks behind them, and wide characters one by one, with what clings to them. */
function toPieces(text: string): string[] {
  const pieces: string[] = [];
  let mayGoOn = false;
  for (const character of text) {
    const last = pieces.at(-1) ?? "";
    const clingsToLast = clings.has(character) || mayGoOn;
    const breaksHere = last.endsWith(" ") || isWide(character) || isWide([...last].at(-1) ?? "");
    if (pieces.length > 0 && (clingsToLast || character === " " || !breaksHere)) {
      pieces[pieces.length - 1] = last + character;
    } else pieces.push(character);
    mayGoOn = opens.has(character);
  }
  return pieces;
}

/** As much of the beginning as fits; at least one character. */
function cut(text: string, typeface: Typeface, width: number): string {
  let fitting = "";
  for (const character of text) {
    if (fitting && measure(fitting + character, typeface) > width) break;
    fitting += character;
  }
  return fitting;
}
