import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { buildDir } from "./paths.mjs";

const families = { sc: "noto-sans-sc", tc: "noto-sans-tc" };
const weights = [400, 700];

/**
 * The folder with the fonts of preview images: Noto Sans in parts, as its packages have it, and `index.json`, which says
 * which part holds which characters. Made once for each version of the packages; the preview worker serves itself
 * from there.
 */
export function findOrCopyFonts() {
  const require = createRequire(import.meta.url);
  const packages = Object.entries(families).map(([script, name]) => {
    const file = require.resolve(`@fontsource/${name}/package.json`);
    const { version } = JSON.parse(readFileSync(file, "utf8"));
    return { script, name, version, dir: join(file, "..") };
  });
  const folder = join(buildDir, "preview-fonts");
  const mark = JSON.stringify(packages.map(({ name, version }) => `${name}@${version}`));
  const markFile = join(folder, "versions.json");
  if (existsSync(markFile) && readFileSync(markFile, "utf8") === mark) return folder;
  const draft = `${folder}.${process.pid}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const index = Object.fromEntries(
    packages.map((family) => [family.script, copyParts(family, draft)]),
  );
  writeFileSync(join(draft, "index.json"), JSON.stringify(index));
  writeFileSync(join(draft, "versions.json"), mark);
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  return folder;
}

function copyParts({ name, dir }, folder) {
  const parts = JSON.parse(readFileSync(join(dir, "unicode.json"), "utf8"));
  return Object.entries(parts).map(([key, ranges]) => {
    const file = `${name}-${key.replace(/[[\]]/g, "")}`;
    for (const weight of weights) {
      copyFileSync(
        join(dir, `files/${file}-${weight}-normal.woff`),
        join(folder, `${file}-${weight}.woff`),
      );
    }
    return { file, ranges: ranges.split(",").map(toRange) };
  });
}

/** `U+4e00-4e0f`, or `U+4e00` alone. */
function toRange(text) {
  const [first, last = first] = text.slice(2).split("-");
  return [parseInt(first, 16), parseInt(last, 16)];
}
