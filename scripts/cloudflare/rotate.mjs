import { text } from "node:stream/consumers";
import { readArgs } from "../local/args.mjs";
import { ClearError, say } from "../local/say.mjs";
import { commonOptions, openCommand } from "./command.mjs";
import {
  generatedSecrets,
  givenSecrets,
  makeVapid,
  overlapping,
  vapidNames,
} from "./secret-list.mjs";
import {
  listSecrets,
  onlyKept,
  placesOf,
  putSecrets,
  removeSiteSecret,
  toPlace,
} from "./secrets.mjs";

const usage =
  "npm run rotate-secret -- NAME [--preview] [--finish]   (a given one: its value on stdin)";

/**
 * `npm run rotate-secret`: a new value for one secret, at every deployable that reads it. What signs lasting things changes
 * in two steps: the new value signs and the old one still counts, until `--finish`. Values that are made are in the
 * vault before the first call; a run that was cut off is run again and goes on with the same ones.
 */
export async function main(args, { input = process.stdin, wait } = {}) {
  const options = { finish: "boolean" };
  const [name, ...rest] = readArgs(args, { ...commonOptions, ...options }, usage).files;
  const isKnown = placesOf(name).length > 0;
  if (!isKnown || rest.length > 0) {
    const names = [...Object.keys(generatedSecrets), ...Object.keys(givenSecrets)].join(", ");
    throw new ClearError(`Usage: ${usage}\nNames: ${names}`);
  }
  const command = openCommand(args, { options, usage, wait });
  if (command.values.finish) await finish(command, name);
  else if (name in overlapping) await begin(command, name);
  else await replace(command, name, input);
}

/** The first step: the new value signs from the next deployment on, and the old one is still believed. */
async function begin({ api, plan, environment, vault }, name) {
  const { next, wait } = overlapping[name];
  const held = vault.read();
  const found = await listSecrets(api, plan, environment);
  if (found["."].has(next) && !held[next]) {
    throw new ClearError(
      `${next} is set, but not from this machine: finish where ${vault.path} has its value, ` +
        `or remove ${next} in Cloudflare's dashboard and begin anew`,
    );
  }
  const value = held[next] ?? generatedSecrets[name].make();
  vault.write({ ...held, [next]: value });
  await putSecrets(api, plan, { environment, folder: ".", values: { [next]: value } });
  say(`${next} is set; its value is in ${vault.path} until the end of the rotation`);
  say(`now: npm run deploy${flagOf(environment)} (the site reads secrets when it is deployed)`);
  say(`then wait ${wait}, or no time at all when the old value is known to others, and:`);
  say(`npm run rotate-secret -- ${name} --finish${environment === "preview" ? " --preview" : ""}`);
}

/** The second step: the new value takes the old one's place, and nothing signed with the old one counts any more. */
async function finish({ api, plan, environment, vault }, name) {
  const next = overlapping[name]?.next;
  if (!next) throw new ClearError(`${name} has no second step`);
  const held = vault.read();
  const value = held[next];
  if (!value) throw new ClearError(`${vault.path} knows no ${next}: nothing to finish here`);
  await putSecrets(api, plan, { environment, folder: ".", values: { [name]: value } });
  await removeSiteSecret(api, plan, environment, next);
  vault.write(without(held, [next]));
  say(`${name} has its new value; now: npm run deploy${flagOf(environment)}`);
}

async function replace({ api, plan, environment, vault }, name, input) {
  const values = await chooseNew(name, plan, vault, input);
  vault.write({ ...vault.read(), ...values });
  const places = placesOf(name);
  for (const folder of places) {
    await putSecrets(api, plan, { environment, folder, values });
    say(`${Object.keys(values).join(", ")} of ${toPlace(folder)}: set`);
  }
  // What else is on its way stays.
  vault.write({ ...without(vault.read(), Object.keys(values)), ...onlyKept(values) });
  if (vapidNames.includes(name)) say("every browser has to subscribe to notifications again");
  if (vault.read()[name]) say(`the value is in ${vault.path}`);
  if (places.includes(".")) say(`now: npm run deploy${flagOf(environment)}`);
}

/** Keys of Web Push belong together. A value that a cut-off run has left in the vault is gone on with. */
async function chooseNew(name, { project }, vault, input) {
  const held = vault.read();
  if (vapidNames.includes(name)) {
    const { VAPID_SUBJECT: _subject, ...pair } = makeVapid(project);
    return vapidNames.every((each) => held[each]) ? pick(held, vapidNames) : pair;
  }
  const { make } = generatedSecrets[name] ?? {};
  if (make) return { [name]: make() };
  const given = input.isTTY ? "" : (await text(input)).trim();
  if (given === "") {
    throw new ClearError(
      `${name} is yours to know; give its value on stdin: npm run rotate-secret -- ${name} < file`,
    );
  }
  return { [name]: given };
}

const without = (values, names) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
const pick = (values, names) => Object.fromEntries(names.map((name) => [name, values[name]]));
const flagOf = (environment) => (environment === "preview" ? " -- --preview" : "");
