import { readArgs } from "./args.mjs";
import { findOrBuildSite } from "./build.mjs";
import { loadDemo } from "./demo/load.mjs";
import { startPlaza } from "./plaza.mjs";
import { ClearError, failWith, say } from "./say.mjs";
import { readSettings } from "./settings.mjs";
import { ensureSecrets } from "./secrets.mjs";
import { stopOnSignals } from "./signals.mjs";

const usage = "npm start -- [--demo]";

/**
 * `npm start`: secrets, build, migrations, everything on one port; runs until it is told to stop. `--demo` fills it with
 * a community and traffic, once.
 */
export async function main(args) {
  const { demo } = readOptions(args);
  const settings = readSettings(process.env);
  const secrets = ensureSecrets();
  if (secrets.length > 0) say(`generated ${secrets.join(", ")} in .dev.vars`);
  const siteDir = await findOrBuildSite();
  say("starting …");
  const plaza = await startPlaza({ ...settings, siteDir, onLine: print, onDeath: leave });
  stopOnSignals(plaza.stop);
  if (plaza.ended > 0) say("ended what an earlier start had left running");
  if (plaza.applied.length > 0) say(`applied migrations: ${plaza.applied.join(", ")}`);
  say(`Plaza runs at ${plaza.url}  (Ctrl+C stops it)`);
  if (demo) await loadDemo(plaza).catch(tellOfDemo);
}

function readOptions(args) {
  const { values, files } = readArgs(args, { demo: "boolean" }, usage);
  if (files.length > 0)
    throw new ClearError(`npm start does not know "${files[0]}". Usage: ${usage}`);
  return values;
}

function tellOfDemo(error) {
  const text = error instanceof ClearError ? error.message : error.stack;
  console.error(`plaza: the demo is not complete, the next start with --demo goes on: ${text}`);
}

function print(level, line) {
  if (level === "error" || level === "warn") console.error(line);
  else console.log(line);
}

function leave(reason) {
  failWith(new ClearError(`the runtime ended (${reason}); start again`));
}
