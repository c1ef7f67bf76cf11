import { createBitmap, drawBitmap, fillBox, fillOutline, type Bitmap } from "./canvas/canvas";
import { circle, polygon, roundedBox, sign } from "./canvas/shapes";
import type { Box, CardLayout } from "./card-layout";
import { accent, accentSoft, canvas, ink, muted, surface } from "./colors";
import { drawText, type Line } from "./draw-text";
import { previewSize, type PreviewPlan } from "./schema";
import { breakLines, measure, toDrawable } from "./text/break-lines";
import type { Typeface } from "./text/typeface";

export type Typefaces = { regular: Typeface; bold: Typeface };
export type CardPictures = { generated: Bitmap | null; original: Bitmap | null };

const leading = { title: 1.22, prompt: 1.45 };

/** Draws the card of a share in the colours of the light theme. */
export function drawCard(
  plan: PreviewPlan,
  layout: CardLayout,
  pictures: CardPictures,
  typefaces: Typefaces,
): Bitmap {
  const card = createBitmap(previewSize.width, previewSize.height);
  fillBox(card, { x: 0, y: 0, ...previewSize }, canvas);
  const hasPicture = layout.generated !== null || layout.original !== null;
  if (!hasPicture) drawOrnament(card);
  place(card, pictures.original, layout.original);
  place(card, pictures.generated, layout.generated);
  if (layout.divider) drawDivider(card, layout.divider);
  drawSign(card, layout.sign, typefaces.bold);
  const hasStyle = drawStyle(card, plan.style, layout, typefaces.regular);
  drawWords(card, plan, layout, typefaces, hasStyle);
  return card;
}

function place(card: Bitmap, picture: Bitmap | null, box: Box | null): void {
  if (picture && box) drawBitmap(card, picture, box.x, box.y);
}

/** The line between before and after, with the handle that the page's slider has. */
function drawDivider(card: Bitmap, box: Box): void {
  fillBox(card, box, surface);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const still = { x, y, scale: 1 };
  fillOutline(card, circle(0, 0, 31), { ...still, y: y + 2 }, ink, { opacity: 0.18 });
  fillOutline(card, circle(0, 0, 29), still, surface);
  fillOutline(card, polygon([-17, 0], [-7, -9], [-7, 9]), still, accent);
  fillOutline(card, polygon([17, 0], [7, -9], [7, 9]), still, accent);
}

/** What a card without a picture has instead: the sign's own shapes, large. */
function drawOrnament(card: Bitmap): void {
  const { width, height } = previewSize;
  const still = { x: 0, y: 0, scale: 1 };
  fillOutline(card, circle(width - 60, height - 40, 400), still, accentSoft);
  fillOutline(card, circle(width - 60, height - 40, 270), still, accent, { opacity: 0.16 });
  fillOutline(card, circle(width - 60, height - 40, 140), still, accent, { opacity: 0.9 });
}

function drawSign(card: Bitmap, { x, y, size }: CardLayout["sign"], typeface: Typeface): void {
  const scale = size / 64;
  fillOutline(card, roundedBox(0, 0, 64, 64, 15), { x, y, scale }, accent);
  fillOutline(card, sign.letter, { x, y, scale }, surface);
  fillOutline(card, sign.eye, { x, y, scale }, accent);
  const at = { x: x + size + size * 0.3, y: y + size * 0.73, size: size * 0.68 };
  drawText(card, [{ text: "Plaza", ...at }], typeface, ink);
}

const styleSize = 25;
const pillHeight = 48;

/** The style in a pill; false where there is none. */
function drawStyle(card: Bitmap, style: string, layout: CardLayout, typeface: Typeface): boolean {
  const drawable = toDrawable(style, typeface);
  if (!drawable) return false;
  const room = layout.style.alignRight ? 270 : layout.text.width;
  const [text = ""] = breakLines(drawable, typeface, (room - 44) / styleSize, 1).lines;
  const width = Math.round(measure(text, typeface) * styleSize) + 44;
  const x = layout.style.alignRight ? layout.style.x - width : layout.style.x;
  const pill = roundedBox(0, 0, width, pillHeight, pillHeight / 2);
  fillOutline(card, pill, { x, y: layout.style.y, scale: 1 }, accentSoft);
  const line = { text, x: x + 22, y: layout.style.y + 33, size: styleSize };
  drawText(card, [line], typeface, accent);
  return true;
}

/** The title and the beginning of the prompt, or the prompt alone, as large as it fits. */
function drawWords(
  card: Bitmap,
  plan: PreviewPlan,
  layout: CardLayout,
  { regular, bold }: Typefaces,
  hasStyle: boolean,
): void {
  const titleText = toDrawable(plan.title, bold);
  const promptText = toDrawable(plan.prompt, regular);
  const { text: box, title, prompt } = layout;
  if (!titleText && !promptText) return;
  const isStrip = layout.style.alignRight;
  const floor =
    !isStrip && hasStyle ? layout.style.y - 16 : previewSize.height - (isStrip ? 20 : 52);
  let y = box.y;
  if (titleText) {
    const { lines, size } = fit(titleText, bold, box.width, title);
    drawText(card, stack(lines, box.x, y, size, leading.title), bold, ink);
    y += lines.length * size * leading.title + 14;
  }
  const size = titleText ? prompt.size : prompt.size * 1.3;
  const room = Math.floor((floor - y) / (size * leading.prompt));
  const maxLines = Math.min(room, titleText ? prompt.maxLines : prompt.maxLines + 1);
  if (!promptText || maxLines < 1) return;
  const { lines } = breakLines(promptText, regular, box.width / size, maxLines);
  const color = titleText ? muted : ink;
  drawText(card, stack(lines, box.x, y, size, leading.prompt), regular, color);
}

/** The largest size at which the text needs no ellipsis, else the smallest. */
function fit(
  text: string,
  typeface: Typeface,
  width: number,
  { sizes, maxLines }: CardLayout["title"],
) {
  for (const size of sizes) {
    const { lines, isCut } = breakLines(text, typeface, width / size, maxLines);
    if (size === sizes.at(-1) || !isCut) return { lines, size };
  }
  return { lines: [], size: 0 };
}

function stack(lines: string[], x: number, top: number, size: number, spacing: number): Line[] {
  return lines.map((text, index) => ({
    text,
    x,
    y: top + size * (0.9 + index * spacing),
    size,
  }));
}
