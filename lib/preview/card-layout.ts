import { previewSize, type PreviewPlan } from "./schema";

/** Where things stand on a card, in pixels; pure. */

export type Box = { x: number; y: number; width: number; height: number };

export type CardLayout = {
  /** Where the picture made, and the one it was made from, go; null where there is none. */
  generated: Box | null;
  original: Box | null;
  /** The line between the two, or between pictures and text. */
  divider: Box | null;
  text: Box;
  /** The largest size of the title, and how many lines it may take. */
  title: { sizes: readonly number[]; maxLines: number };
  prompt: { size: number; maxLines: number };
  /** Below the text, beside it on the right where the text is a strip, or above it. */
  sign: { x: number; y: number; size: number };
  style: { x: number; y: number; alignRight: boolean };
};

const { width, height } = previewSize;
const gap = 6;
const margin = 56;

type Pictures = Pick<PreviewPlan, "generated" | "original">;

/**
 * Two wide pictures stand side by side above the text; any other stand on the right of it, over the whole height;
 * without a picture the text has all of the card.
 */
export function layOut({ generated, original }: Pictures): CardLayout {
  const main = generated ?? original;
  if (!main) return plain;
  const isWide = main.width / main.height >= 1.15;
  if (!generated || !original) return beside(isWide ? 720 : 560, generated ? "one" : "original");
  return isWide ? above : beside(756, "two");
}

const plain: CardLayout = {
  generated: null,
  original: null,
  divider: null,
  text: { x: 88, y: 200, width: width - 2 * 88 - 80, height: 300 },
  title: { sizes: [72, 64, 56], maxLines: 3 },
  prompt: { size: 32, maxLines: 3 },
  sign: { x: 88, y: 80, size: 56 },
  style: { x: 88, y: height - 108, alignRight: false },
};

const stripTop = 400;
const above: CardLayout = {
  original: { x: 0, y: 0, width: (width - gap) / 2, height: stripTop },
  generated: { x: (width + gap) / 2, y: 0, width: (width - gap) / 2, height: stripTop },
  divider: { x: (width - gap) / 2, y: 0, width: gap, height: stripTop },
  text: { x: margin, y: stripTop + 34, width: 760, height: height - stripTop - 60 },
  title: { sizes: [48, 44], maxLines: 1 },
  prompt: { size: 28, maxLines: 2 },
  sign: { x: width - margin - 153, y: stripTop + 38, size: 48 },
  style: { x: width - margin, y: height - 92, alignRight: true },
};

function beside(pictures: number, which: "one" | "original" | "two"): CardLayout {
  const left = width - pictures;
  const half = (pictures - gap) / 2;
  const all = { x: left, y: 0, width: pictures, height };
  const isPair = which === "two";
  return {
    original: isPair ? { ...all, width: half } : which === "original" ? all : null,
    generated: isPair
      ? { ...all, x: left + half + gap, width: half }
      : which === "one"
        ? all
        : null,
    divider: isPair ? { ...all, x: left + half, width: gap } : null,
    text: { x: margin, y: 150, width: left - margin - 44, height: 350 },
    title: { sizes: [54, 46, 40], maxLines: 4 },
    prompt: { size: 27, maxLines: 5 },
    sign: { x: margin, y: 52, size: 48 },
    style: { x: margin, y: height - 100, alignRight: false },
  };
}
