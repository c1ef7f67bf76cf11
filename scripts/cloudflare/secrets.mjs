import { ClearError } from "../local/say.mjs";
import {
  generatedSecrets,
  givenSecrets,
  keptNames,
  makeVapid,
  vapidNames,
} from "./secret-list.mjs";

/** The names of the secrets that each deployable has, by folder. Cloudflare tells no values. */
export async function listSecrets(api, plan, environment) {
  const project = await api.call("GET", `/pages/projects/${plan.project}`);
  const variables = project.deployment_configs?.[environment]?.env_vars ?? {};
  const ofSite = Object.entries(variables).filter(([, each]) => each?.type === "secret_text");
  const found = { ".": new Set(ofSite.map(([name]) => name)) };
  for (const { folder, name } of plan.workers) {
    const rows = await api.call("GET", `/workers/scripts/${name}/secrets`);
    found[folder] = new Set(rows.map((row) => row.name));
  }
  return found;
}

/**
 * Sets what is missing and overwrites nothing. Values that are made are written into the vault before the first call,
 * and leave it when they are everywhere: a run that was cut off goes on with the same ones. `given` is the environment.
 * Answers what was set, in words; never a value.
 */
export async function ensureSecrets(api, plan, { environment, vault, given, onSet = () => {} }) {
  const found = await listSecrets(api, plan, environment);
  const held = vault.read();
  const values = chooseValues(found, { held, given, project: plan.project });
  vault.write({ ...held, ...values });
  const set = [];
  for (const [folder, names] of Object.entries(found)) {
    const missing = Object.entries(values).filter(([name]) => {
      return placesOf(name).includes(folder) && !names.has(name);
    });
    if (missing.length === 0) continue;
    await putSecrets(api, plan, { environment, folder, values: Object.fromEntries(missing) });
    const words = `${missing.map(([name]) => name).join(", ")} of ${toPlace(folder)}`;
    set.push(words);
    onSet(words);
  }
  vault.write(onlyKept({ ...held, ...values }));
  return set;
}

/** The secrets that some deployable lacks, with the values they shall have. Pure but for chance. */
function chooseValues(found, { held, given, project }) {
  const lacks = (name) => placesOf(name).some((place) => !found[place].has(name));
  const isAnywhere = (name) => placesOf(name).some((place) => found[place].has(name));
  const values = {};
  // Keys that belong together are made together, or not at all.
  const isNewPair = !vapidNames.some((name) => isAnywhere(name) || held[name]);
  const vapid = isNewPair
    ? makeVapid(project)
    : { VAPID_SUBJECT: makeVapid(project).VAPID_SUBJECT };
  for (const [name, { make }] of Object.entries(generatedSecrets)) {
    if (!lacks(name)) continue;
    const made = make ? make() : vapid[name];
    const value = held[name] ?? (isAnywhere(name) && name !== "VAPID_SUBJECT" ? undefined : made);
    if (value === undefined) {
      throw new ClearError(
        `${name} is set at one place and missing at another, and Cloudflare gives no secret back; ` +
          `make a new one: npm run rotate-secret -- ${name}`,
      );
    }
    values[name] = value;
  }
  for (const name of Object.keys(givenSecrets)) {
    if (given[name] && lacks(name)) values[name] = given[name];
  }
  return values;
}

/** Sets secrets of one deployable. The site has them from its next deployment on, a worker at once. */
export async function putSecrets(api, plan, { environment, folder, values }) {
  const entries = Object.entries(values);
  if (folder === ".") {
    const variables = entries.map(([name, value]) => [name, { type: "secret_text", value }]);
    return patchSite(api, plan, environment, Object.fromEntries(variables));
  }
  const script = plan.workers.find((worker) => worker.folder === folder).name;
  for (const [name, text] of entries) {
    const body = { name, text, type: "secret_text" };
    await api.call("PUT", `/workers/scripts/${script}/secrets`, body);
  }
}

/** Removes one secret from the site. */
export const removeSiteSecret = (api, plan, environment, name) =>
  patchSite(api, plan, environment, { [name]: null });

/** Pages merges what it is sent; without the hash it would forget the wrangler file the project is configured by. */
async function patchSite(api, plan, environment, variables) {
  const path = `/pages/projects/${plan.project}`;
  const project = await api.call("GET", path);
  const hash = project.deployment_configs?.[environment]?.wrangler_config_hash;
  const config = { env_vars: variables, ...(hash ? { wrangler_config_hash: hash } : {}) };
  await api.call("PATCH", path, { deployment_configs: { [environment]: config } });
}

export const toPlace = (folder) => (folder === "." ? "the site" : folder);

/** The deployables that read a secret, by folder. */
export function placesOf(name) {
  const all = { ...generatedSecrets, ...givenSecrets };
  return Object.hasOwn(all, name) ? all[name].places : [];
}

/** What people need to know stays, everything else has arrived. */
export function onlyKept(values) {
  const stays = (name) => keptNames.includes(name) || name.endsWith("_NEXT");
  return Object.fromEntries(Object.entries(values).filter(([name]) => stays(name)));
}
