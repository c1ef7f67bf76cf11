import { join } from "node:path";
import { importTypeScript } from "../import-typescript.mjs";
import { root } from "../paths.mjs";
import { createClient } from "./client.mjs";
import { Skipped } from "./expect.mjs";
import { checks } from "./six-checks.mjs";

/**
 * Runs the six checks and tells `report` of each (`{outcome: "ok" | "failed" | "skipped", name, words}`); answers whether
 * one has failed. `plaza` is `{url, call, isAdmin, storage, patienceMs, restart, runCrons}`: `storage` reads KV, R2 and
 * D1 themselves; what cannot be had is null, and a check says what it could not look at.
 */
export async function runChecks(plaza, report) {
  const pictures = await importTypeScript(join(root, "lib/image/testing/pictures.ts"));
  // Shares and their images are for anybody.
  const visit = createClient(plaza.url, () => ({}));
  const context = { ...plaza, visit, pictures, made: [], unseen: [] };
  let failed = false;
  try {
    for (const { name, run } of checks) {
      context.unseen = [];
      try {
        const seen = await run(context);
        const missing = context.unseen.length > 0 ? `; not seen: ${context.unseen.join(", ")}` : "";
        report({ outcome: "ok", name, words: `${seen}${missing}` });
      } catch (error) {
        const isSkipped = error instanceof Skipped;
        failed ||= !isSkipped;
        report({ outcome: isSkipped ? "skipped" : "failed", name, words: error.message });
      }
    }
  } finally {
    for (const id of context.made) {
      await plaza.call(`/api/share/${id}`, { method: "DELETE" }).catch(() => {});
    }
  }
  return failed;
}
