import { isReadable, readPicture, type Decoders } from "./picture/read-picture";
import { writePng } from "./picture/write-png";
import { layOut, type Box } from "./card-layout";
import type { Bitmap } from "./canvas/canvas";
import { drawCard, type Typefaces } from "./draw-card";
import type { PreviewPlan } from "./schema";
import { pickScript, type FontIndex } from "./text/font-index";
import { loadTypeface, type FontMemory, type ReadFontFile } from "./text/typeface";

/** What painting needs of the world. */
export type PaintDeps = {
  decoders: Decoders;
  index: FontIndex;
  readFont: ReadFontFile;
  memory: FontMemory;
  readImage: (side: "generated" | "original") => Promise<Uint8Array | null>;
  /** Hears of a picture that is left out because it could not be read. */
  onUnreadable: (side: "generated" | "original", cause: unknown) => void;
};

/** More characters than any card has room for; of Chinese ones each may need a file of its own. */
const titleCharacters = 110;
const promptCharacters = 240;

/** Paints the preview of a share. A picture that is too large or cannot be read is left out. */
export async function paintPreview(deps: PaintDeps, plan: PreviewPlan): Promise<Uint8Array> {
  const short = {
    ...plan,
    title: [...plan.title].slice(0, titleCharacters).join(""),
    prompt: [...plan.prompt].slice(0, promptCharacters).join(""),
  };
  const typefaces = await loadTypefaces(deps, short);
  const { layout, pictures } = await readPictures(deps, plan);
  return writePng(drawCard(short, layout, pictures, typefaces));
}

async function loadTypefaces(deps: PaintDeps, plan: PreviewPlan): Promise<Typefaces> {
  const { title, prompt, style } = plan;
  const script = pickScript(title + prompt + style);
  const source = { index: deps.index, read: deps.readFont, memory: deps.memory };
  const load = (weight: 400 | 700, texts: string[]) =>
    loadTypeface(source, { weight, script, texts: [...texts, "….Plaza"] });
  const [regular, bold] = await Promise.all([load(400, [prompt, style]), load(700, [title])]);
  return { regular, bold };
}

/** One after the other: two large pictures at once would not fit into an isolate. */
async function readPictures(deps: PaintDeps, plan: PreviewPlan) {
  let left = {
    generated: plan.generated && isReadable(plan.generated) ? plan.generated : null,
    original: plan.original && isReadable(plan.original) ? plan.original : null,
  };
  for (;;) {
    const layout = layOut(left);
    const pictures: { generated: Bitmap | null; original: Bitmap | null } = {
      generated: null,
      original: null,
    };
    let unreadable: "generated" | "original" | null = null;
    for (const side of ["generated", "original"] as const) {
      const box = layout[side];
      const image = left[side];
      if (!box || !image) continue;
      pictures[side] = await readOne(deps, side, image.type, box);
      if (!pictures[side]) unreadable = side;
    }
    if (!unreadable) return { layout, pictures };
    // At most twice: each time one picture less.
    left = { ...left, [unreadable]: null };
  }
}

async function readOne(
  deps: PaintDeps,
  side: "generated" | "original",
  type: string,
  { width, height }: Box,
): Promise<Bitmap | null> {
  // A store that fails ends the painting: a card without its picture must not be kept for that.
  const bytes = await deps.readImage(side);
  try {
    if (!bytes) throw new Error("The image is not there");
    return await readPicture(deps.decoders, type, bytes, { width, height });
  } catch (cause) {
    deps.onUnreadable(side, cause);
    return null;
  }
}
