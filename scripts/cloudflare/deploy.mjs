import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findOrBuildSite } from "../local/build.mjs";
import { run } from "../local/run.mjs";
import { ClearError, say } from "../local/say.mjs";
import { openCommand } from "./command.mjs";
import { openRemoteDatabase } from "./database.mjs";
import { applyMigrations, planMigrations } from "./migrate.mjs";
import { findProject } from "./resources.mjs";
import { generatedSecrets } from "./secret-list.mjs";
import { listSecrets } from "./secrets.mjs";
import { fileOf, getIds, readConfigs, writeSections } from "./wrangler-files.mjs";
import { runWrangler } from "./wrangler.mjs";

const usage = "npm run deploy -- [--preview] [--allow-dirty] [--site DIR]";
const healthTries = 10;
const healthTimeoutMs = 10_000;

/**
 * `npm run deploy`: builds, migrates both databases, deploys the workers (who is bound to before who binds) and then the
 * site, and asks for its health. Stops at the first failure. Run again, it goes on: what is done already does no harm.
 */
export async function main(args, { wait = sleep } = {}) {
  const options = { "allow-dirty": "boolean", site: "string" };
  const command = openCommand(args, { options, usage, wait });
  const { dir, environment, name, plan, api, values } = command;
  const ids = getIds(readConfigs(dir), environment);
  if (!values["allow-dirty"]) await assertClean(dir);
  const project = await assertSetUp(api, plan, environment);
  for (const folder of writeSections(dir, { name, environment, ids })) {
    say(`brought ${folder}/wrangler.toml in line with its own first part; commit it`);
  }
  const site = values.site ?? (await findOrBuildSite());
  say(`deploying "${name}" (${environment}) to account ${api.accountId}`);
  for (const each of plan.databases) await migrate(api, dir, each, ids[each.localId]);
  for (const { folder, name: script } of plan.workers) {
    await runWrangler(
      dir,
      ["deploy", "--config", fileOf(dir, folder), "--env", environment],
      script,
    );
    say(`  ${script} is deployed`);
  }
  const { commit, message } = await describeCommit(dir);
  const about = [`--commit-hash=${commit}`, `--commit-message=${message}`, "--commit-dirty=true"];
  const target = [`--project-name=${plan.project}`, `--branch=${plan.branch}`];
  const output = await runWrangler(dir, ["pages", "deploy", site, ...target, ...about], "the site");
  const [address] = /https:\/\/[a-z0-9.-]+\.pages\.dev/.exec(output) ?? [];
  say(`  the site is deployed${address ? `: ${address}` : ""}`);
  await assertHealthy(toAddress(project, plan), wait);
}

/** Migrations only add, so the code that runs now bears them; the bookmark leads back all the same. */
async function migrate(api, dir, { name, folder, migrationsDir }, id) {
  const database = openRemoteDatabase(api, { name, id });
  const from = join(dir, folder, migrationsDir);
  const { missing, ahead } = await planMigrations(database, from);
  if (ahead.length > 0) say(`  ${name} is ahead of this checkout by ${ahead.join(", ")}: fine`);
  if (missing.length === 0) return say(`  ${name} is migrated`);
  const { bookmark } = await api.call("GET", `/d1/database/${id}/time_travel/bookmark`);
  say(`  ${name} before: npx wrangler d1 time-travel restore ${name} --bookmark=${bookmark}`);
  await applyMigrations(database, from, missing, (each) => say(`  ${name}: ${each}`));
}

/** A deployment should be a commit, so that it can be found again and rolled back to. */
async function assertClean(dir) {
  const { code, output } = await run("git", ["status", "--porcelain"], { cwd: dir });
  if (code !== 0) return say("this is no git checkout; what is deployed cannot be named");
  if (output.trim() === "") return;
  const lines = output.trimEnd().split("\n").slice(0, 5).join("\n");
  throw new ClearError(
    `some files are not committed; commit them, or add --allow-dirty:\n${lines}`,
  );
}

async function describeCommit(dir) {
  const { code, output } = await run("git", ["log", "-1", "--format=%H%n%s"], { cwd: dir });
  if (code !== 0) return { commit: "unknown", message: "unknown" };
  const [commit, message] = output.split("\n");
  return { commit, message };
}

async function assertSetUp(api, plan, environment) {
  const flag = environment === "preview" ? " -- --preview" : "";
  const again = `run: npm run setup:cloudflare${flag}`;
  const project = await findProject(api, plan.project);
  if (!project) throw new ClearError(`Pages has no project "${plan.project}"; ${again}`);
  const found = await listSecrets(api, plan, environment);
  const missing = Object.entries(generatedSecrets).flatMap(([secret, { places }]) => {
    return places.every((place) => found[place].has(secret)) ? [] : [secret];
  });
  if (missing.length > 0)
    throw new ClearError(`${missing.join(", ")} not set everywhere; ${again}`);
  return project;
}

/** `PLAZA_URL` where the site has a domain of its own. */
function toAddress({ subdomain }, { branch }) {
  if (process.env.PLAZA_URL) return process.env.PLAZA_URL;
  return branch === "main" ? `https://${subdomain}` : `https://${branch}.${subdomain}`;
}

async function assertHealthy(address, wait) {
  let reason = "";
  for (let attempt = 0; attempt < healthTries; attempt += 1) {
    if (attempt > 0) await wait(3000);
    const signal = AbortSignal.timeout(healthTimeoutMs);
    const response = await fetch(`${address}/api/health`, { signal }).catch((error) => {
      reason = error.cause?.code ?? error.message;
    });
    if (response?.ok) return say(`${address} is well`);
    if (response) reason = `status ${response.status}`;
  }
  throw new ClearError(
    `everything is deployed, but ${address}/api/health does not say that all is well (${reason}); ` +
      `docs/operations.md, "Rolling back", says how to return to the deployment before`,
  );
}
