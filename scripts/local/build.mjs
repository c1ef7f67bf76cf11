import "./quiet.mjs";
import {
  cpSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { writeBrowserWorker } from "./browser-worker.mjs";
import { withLock } from "./lock.mjs";
import { readChunks } from "./next-chunks.mjs";
import { buildDir, root, tool } from "./paths.mjs";
import { run } from "./run.mjs";
import { ClearError, explainFileError, say } from "./say.mjs";
import { hashSources } from "./source-hash.mjs";

const keptBuilds = 3;

/**
 * The folder of the built site for the sources as they are now: what the adapter wrote to `.vercel/output/static`.
 * Builds only when there is none for their content hash. Each build has a folder of its own, so that a server which
 * still runs an older one keeps its files.
 */
export async function findOrBuildSite() {
  const known = siteDir(hashSources(root));
  if (existsSync(known)) return touch(known);
  return withLock(
    join(buildDir, "build.lock"),
    async (addPid) => {
      const hash = hashSources(root);
      const dir = siteDir(hash);
      if (existsSync(dir)) return touch(dir);
      await buildSite(addPid);
      // Sources that changed during the build may or may not be in it.
      if (hashSources(root) !== hash)
        say("the sources changed during the build; the next start builds again");
      keep(dir);
      return dir;
    },
    () => say("another start is building; waiting for it"),
  );
}

const siteDir = (hash) => join(buildDir, `site-${hash}`);

/** What Next says of a build: which scripts each page loads. Beside the folder, as everything in it is served. */
export const chunksFile = (dir) => `${dir}.chunks.json`;

async function buildSite(onPid) {
  say("building the site (60-120 s) …");
  // What an earlier build left must not pass for this one.
  rmSync(join(root, ".vercel/output"), { recursive: true, force: true });
  await writeBrowserWorker();
  const heartbeat = setInterval(() => say("  … still building"), 20_000);
  const args = [
    tool("@cloudflare/next-on-pages/bin/index.js"),
    "--custom-entrypoint=./workers/site/index.ts",
  ];
  const result = await run(process.execPath, args, { onPid }).finally(() =>
    clearInterval(heartbeat),
  );
  const entry = join(root, ".vercel/output/static/_worker.js/index.js");
  if (result.code === 0 && existsSync(entry)) return say("the site is built");
  if (result.output.includes("ENOSPC")) throw explainFileError({ code: "ENOSPC" }, root);
  const logPath = join(buildDir, "build.log");
  writeFileSync(logPath, result.output);
  console.error(result.output.split("\n").slice(-60).join("\n"));
  throw new ClearError(`the site could not be built; all of the output is in ${logPath}`);
}

/** Copies the output aside, and what Next says of it; the rename at the end makes a half-made copy invisible. */
function keep(dir) {
  const draft = `${dir}.${process.pid}.draft`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(join(root, ".vercel/output/static"), draft, { recursive: true });
  writeFileSync(chunksFile(dir), JSON.stringify(readChunks(join(root, ".next"))));
  renameSync(draft, dir);
  const older = readdirSync(buildDir)
    .filter((name) => /^site-[0-9a-f]+$/.test(name))
    .map((name) => join(buildDir, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    .slice(keptBuilds);
  for (const path of older.flatMap((dir) => [dir, chunksFile(dir)]))
    rmSync(path, { recursive: true, force: true });
}

/** Marks a build as used, so that it is among the last to be removed. */
function touch(dir) {
  const now = new Date();
  utimesSync(dir, now, now);
  return dir;
}
