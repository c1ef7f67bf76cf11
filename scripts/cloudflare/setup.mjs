import { say } from "../local/say.mjs";
import { openCommand } from "./command.mjs";
import { ensureResources } from "./resources.mjs";
import { ensureSecrets } from "./secrets.mjs";
import { writeSections } from "./wrangler-files.mjs";

const usage = "npm run setup:cloudflare -- [--preview] [--name plaza]";

/**
 * `npm run setup:cloudflare`: makes every database, namespace, bucket, queue, worker and project that is missing, writes
 * the ids into the wrangler files and sets the secrets that are missing. What is there stays as it is; a run that was cut
 * off anywhere is simply run again.
 */
export async function main(args, { wait } = {}) {
  const { dir, environment, name, plan, api, vault } = openCommand(args, { usage, wait });
  say(`setting up "${name}" (${environment}) in account ${api.accountId}`);
  const { ids, made } = await ensureResources(api, plan, (what) => say(`  made ${what}`));
  if (made.length === 0) say("  everything is there");
  const changed = writeSections(dir, { name, environment, ids });
  for (const folder of changed) say(`  wrote the ids into ${folder}/wrangler.toml`);
  const given = process.env;
  const onSet = (what) => say(`  set ${what}`);
  const set = await ensureSecrets(api, plan, { environment, vault, given, onSet });
  if (set.length === 0) say("  every secret is set");
  const held = Object.keys(vault.read());
  if (held.length > 0)
    say(`${held.join(" and ")}: in ${vault.path}; keep it, and show it to nobody`);
  const flag = environment === "preview" ? " -- --preview" : "";
  say(`done; commit the wrangler files, then: npm run deploy${flag}`);
}
