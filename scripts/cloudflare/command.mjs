import "../local/quiet.mjs";
import { resolve } from "node:path";
import { readArgs } from "../local/args.mjs";
import { root } from "../local/paths.mjs";
import { ClearError } from "../local/say.mjs";
import { openApi, readAccount } from "./api.mjs";
import { planInstallation } from "./plan.mjs";
import { openVault } from "./vault.mjs";
import { findName, isCheckout, readConfigs } from "./wrangler-files.mjs";

export const commonOptions = { preview: "boolean", name: "string" };

/**
 * What all commands about a deployment begin with. `options` are the command's own (`{out: "string"}`), besides
 * `--preview` and `--name`; `wait` lets time pass between tries. `PLAZA_CHECKOUT` is another checkout to work on, for tests. Answers `{dir, environment, name,
 * plan, api, vault, values, files}`.
 */
export function openCommand(args, { options = {}, usage, wait, needsAccount = true }) {
  const { values, files } = readArgs(args, { ...commonOptions, ...options }, usage);
  const dir = resolve(process.env.PLAZA_CHECKOUT ?? root);
  if (!isCheckout(dir)) throw new ClearError(`${dir} is not a checkout of Plaza`);
  const configs = readConfigs(dir);
  const environment = values.preview ? "preview" : "production";
  const before = findName(configs);
  if (before && values.name && values.name !== before) {
    throw new ClearError(
      `this checkout is set up as "${before}"; another installation takes a checkout of its own`,
    );
  }
  const name = values.name ?? before ?? "plaza";
  const plan = planInstallation(configs, { name, environment });
  return {
    dir,
    environment,
    name,
    plan,
    values,
    files,
    api: needsAccount ? openApi(readAccount(process.env), { wait }) : null,
    vault: openVault(dir, { project: name, environment }),
  };
}
