import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { experimental_readRawConfig as readRawConfig } from "wrangler";
import { ClearError } from "../local/say.mjs";
import { environments, readIds, toSection } from "./plan.mjs";
import { toToml } from "./toml.mjs";

/** The site and its sidecars: each has its `wrangler.toml`. */
const folders = [".", "workers/chat-room", "workers/path-stats", "workers/share-preview"];

const begin =
  "# ── npm run setup:cloudflare wrote what follows; only [env.*.vars] is yours to change ──";

/** The raw configs of all deployables below `dir`, by folder. */
export function readConfigs(dir) {
  return Object.fromEntries(
    folders.map((folder) => [folder, readRawConfig({ config: fileOf(dir, folder) }).rawConfig]),
  );
}

export const fileOf = (dir, folder) => join(dir, folder, "wrangler.toml");

/**
 * Writes the section of one environment into every file, below a mark; the section of the other one stays, and so do
 * the variables of both. A file is replaced whole or not at all. Answers the folders whose file has changed.
 */
export function writeSections(dir, { name, environment, ids }) {
  const configs = readConfigs(dir);
  return folders.filter((folder) => {
    const raw = configs[folder];
    const text = readFileSync(fileOf(dir, folder), "utf8");
    const sections = environments.flatMap((each) => {
      const section = raw.env?.[each];
      if (each !== environment) return section ? [[each, section]] : [];
      return [[each, toSection(raw, { folder, name, environment, ids, vars: section?.vars })]];
    });
    const own = text.split(begin)[0].trimEnd();
    const written = `${own}\n\n${begin}\n${sections.map(([each, section]) => `\n${toToml(["env", each], section)}`).join("")}`;
    if (written === text) return false;
    replaceFile(fileOf(dir, folder), written);
    return true;
  });
}

/** The real ids of an environment by local id, or a `ClearError` when setup has not been run for it. */
export function getIds(configs, environment) {
  const all = Object.values(configs);
  const ids = Object.assign({}, ...all.map((raw) => readIds(raw, environment)));
  const wanted = all.flatMap((raw) => [
    ...(raw.d1_databases ?? []).map(({ database_id: id }) => id),
    ...(raw.kv_namespaces ?? []).map(({ id }) => id),
  ]);
  if (wanted.some((id) => ids[id] === undefined)) {
    const flag = environment === "preview" ? " -- --preview" : "";
    throw new ClearError(
      `the wrangler files name nothing for ${environment} yet; run: npm run setup:cloudflare${flag}`,
    );
  }
  return ids;
}

/** The name under which an environment was set up, as its files say; null before the first setup. */
export function findName(configs) {
  const chatRoom = configs["workers/chat-room"];
  for (const environment of environments) {
    const found = chatRoom.env?.[environment]?.name;
    if (found) return found.replace(/-preview$/, "").replace(/-chat-room$/, "");
  }
  return null;
}

function replaceFile(path, text) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** Whether `dir` is a checkout that can be deployed. */
export const isCheckout = (dir) => folders.every((folder) => existsSync(fileOf(dir, folder)));
