import { findOrBuildSite } from "./build.mjs";
import { startPlaza } from "./plaza.mjs";
import { ClearError, failWith, say } from "./say.mjs";
import { readSettings } from "./settings.mjs";
import { ensureSecrets } from "./secrets.mjs";
import { stopOnSignals } from "./signals.mjs";

/** `npm start`: secrets, build, migrations, everything on one port; runs until it is told to stop. */
export async function main() {
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
}

function print(level, line) {
  if (level === "error" || level === "warn") console.error(line);
  else console.log(line);
}

function leave(reason) {
  failWith(new ClearError(`the runtime ended (${reason}); start again`));
}
