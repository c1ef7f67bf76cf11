import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseVars } from "../local/secrets.mjs";
import { explainFileError } from "../local/say.mjs";

/**
 * Values of secrets on this machine, readable by their owner only: those that are on their way (Cloudflare gives none
 * back, so a run that was cut off must find them here), and those that people need to know. One file for each environment.
 */
export function openVault(dir, { project, environment }) {
  const path = join(dir, ".plaza-cloudflare", `${project}-${environment}.env`);
  const read = () => (existsSync(path) ? parseVars(readFileSync(path, "utf8")) : {});

  const write = (values) => {
    const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
    try {
      if (lines.length === 0) return rmSync(path, { force: true });
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(`${path}.draft`, lines.join(""), { mode: 0o600 });
      renameSync(`${path}.draft`, path);
    } catch (error) {
      throw explainFileError(error, path);
    }
  };
  return { path, read, write };
}
