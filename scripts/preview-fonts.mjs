// Puts the fonts of preview images where workers/share-preview/wrangler.toml looks for them; `wrangler deploy` runs it.
import { findOrCopyFonts } from "./local/fonts.mjs";

console.log(findOrCopyFonts());
