import { within } from "../../lib/platform/within";
import { fontIndexSchema, type FontIndex } from "../../lib/preview/text/font-index";

const readLimitMs = 3_000;

/** Reads a file of the worker's own assets; null when there is none. */
export async function readFontFile(files: Fetcher, name: string): Promise<Uint8Array | null> {
  // The host stands for nothing: the binding looks at the path only.
  const read = files.fetch(`https://fonts.invalid/${name}`).then(async (answer) => {
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
    await answer.body?.cancel();
    return null;
  });
  return within(readLimitMs, "reading a font", read);
}

export async function readFontIndex(files: Fetcher): Promise<FontIndex> {
  const bytes = await readFontFile(files, "index.json");
  if (!bytes) throw new Error("The fonts are not there");
  return fontIndexSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
