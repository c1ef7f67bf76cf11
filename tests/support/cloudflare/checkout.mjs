import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findOrCopyFonts } from "../../../scripts/local/fonts.mjs";

const root = resolve(import.meta.dirname, "../../..");
const workers = ["chat-room", "path-stats", "share-preview"];

/**
 * A checkout whose wrangler files may be written: they and the migrations are copies, everything else is the project's
 * own. `site` in it is a small built site.
 */
export function createCheckout() {
  const dir = mkdtempSync(join(tmpdir(), "plaza-checkout-"));
  cpSync(join(root, "wrangler.toml"), join(dir, "wrangler.toml"));
  cpSync(join(root, "drizzle/migrations"), join(dir, "drizzle/migrations"), { recursive: true });
  for (const each of ["lib", "node_modules", "scripts", "types", "package.json", "messages"]) {
    symlinkSync(join(root, each), join(dir, each));
  }
  for (const worker of workers) {
    const from = join(root, "workers", worker);
    const to = join(dir, "workers", worker);
    mkdirSync(to, { recursive: true });
    for (const file of readdirSync(from)) {
      if (file === "wrangler.toml") cpSync(join(from, file), join(to, file));
      else symlinkSync(join(from, file), join(to, file));
    }
  }
  mkdirSync(join(dir, ".plaza-build"));
  symlinkSync(findOrCopyFonts(), join(dir, ".plaza-build/preview-fonts"));
  writeSite(join(dir, "site"));
  return dir;
}

function writeSite(dir) {
  mkdirSync(join(dir, "_worker.js"), { recursive: true });
  const worker = "export default { fetch: () => new Response('here') };\n";
  writeFileSync(join(dir, "_worker.js/index.js"), worker);
  writeFileSync(join(dir, "hello.txt"), "hello\n");
  const routes = { version: 1, include: ["/*"], exclude: ["/hello.txt"] };
  writeFileSync(join(dir, "_routes.json"), JSON.stringify(routes));
}
