import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What Next's manifests say of the scripts of a build in `nextDir`: `pages`, the scripts of each page, layout and boundary;
 * `clientChunks`, for each page the chunks that its document makes browsers load for the client components that its server
 * code names. These may belong to another page that holds the same component.
 */
export function readChunks(nextDir) {
  const read = (path) => readFileSync(join(nextDir, path), "utf8");
  const { pages } = JSON.parse(read("app-build-manifest.json"));
  const { functions } = JSON.parse(read("server/middleware-manifest.json"));
  const clientChunks = Object.fromEntries(
    Object.keys(pages)
      .filter((key) => functions[key] && key.endsWith("/page"))
      .map((page) => [page, listClientChunks(read, page, functions[page].files)]),
  );
  return { pages, clientChunks };
}

function listClientChunks(read, page, files) {
  const manifest = files.find((file) => file.endsWith("_client-reference-manifest.js"));
  const code = files.filter((file) => file !== manifest).map(read);
  // The server's code names a client component by the path of its file.
  const isNamed = (module) => code.some((text) => text.includes(module.split("#")[0]));
  const chunks = Object.entries(readClientModules(read(manifest), page))
    .filter(([module]) => isNamed(module))
    // Pairs of a chunk's id and its file.
    .flatMap(([, { chunks }]) => chunks.filter((_, at) => at % 2 === 1));
  return [...new Set(chunks.map(decodeURIComponent))];
}

/** Of a script that ends in `globalThis.__RSC_MANIFEST["{page}"]={…}`. */
function readClientModules(text, page) {
  const opening = `__RSC_MANIFEST[${JSON.stringify(page)}]=`;
  const start = text.lastIndexOf(opening);
  if (start < 0) throw new Error(`The manifest of ${page} is not written as it used to be`);
  return JSON.parse(text.slice(start + opening.length).replace(/;\s*$/, "")).clientModules;
}
