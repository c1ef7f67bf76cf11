import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chunksFile } from "./build.mjs";

/** What is asked of pages: `limit` in bytes after gzip (SPEC §12). */
export const firstLoads = [
  { name: "share page", page: "/share/[shareId]/page", limit: 110_000 },
  { name: "room page", page: "/chat/[roomId]/page", limit: 200_000 },
];

/** Files of a route's folder whose code a browser loads with the page, needed or not. */
const roles = ["layout", "template", "loading", "error", "global-error", "not-found", "default"];

/**
 * The scripts that a browser loads before a page of the built site answers to a touch: `[{file, bytes}]`, the largest first,
 * `bytes` after gzip. `page` is its key in Next's manifest, such as `/share/[shareId]/page`. What code asks for later,
 * by a lazy import, is not in it.
 */
export function listFirstLoad(siteDir, page) {
  const { pages, clientChunks } = JSON.parse(readFileSync(chunksFile(siteDir), "utf8"));
  const toBytes = (file) => gzipSync(readFileSync(join(siteDir, "_next", file))).length;
  return [...new Set([...listOwnScripts(pages, page), ...clientChunks[page]])]
    .filter((file) => file.endsWith(".js"))
    .map((file) => ({ file, bytes: toBytes(file) }))
    .sort((a, b) => b.bytes - a.bytes);
}

/** Those of the page, of the layouts and boundaries above it, and of the runtime. */
function listOwnScripts(pages, page) {
  if (!pages[page]) throw new Error(`There is no page ${page} in this build`);
  const parts = page.split("/").slice(0, -1);
  const folders = parts.map((_, at) => parts.slice(0, at + 1).join("/"));
  const keys = folders.flatMap((folder) => roles.map((role) => `${folder}/${role}`));
  const files = [page, ...keys].flatMap((key) => pages[key] ?? []);
  return [...new Set(files)];
}
