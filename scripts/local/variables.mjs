import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { readDevVars } from "./secrets.mjs";

/** Locally the queue dies with the process, so that every flush leaves word in D1; and nobody pays for its operations. */
const localVariables = { TRAFFIC_FLUSH_MS: "1000", TRAFFIC_ANNOUNCE_MS: "1" };

/**
 * The variables that the workers get: `.dev.vars`, over it this process's environment (only names that the product
 * knows), over it `extra` (tests, benchmarks).
 */
export function collectVariables(extra = {}) {
  const fromProcess = Object.fromEntries(
    knownVariables()
      .filter((name) => process.env[name] !== undefined)
      .map((name) => [name, process.env[name]]),
  );
  return { ...localVariables, ...readDevVars(), ...fromProcess, ...extra };
}

/** The names of `lib/platform/env.ts`, read from its text: a script cannot import TypeScript, and a second list would drift. */
export function knownVariables() {
  const text = readFileSync(join(root, "lib/platform/env.ts"), "utf8");
  const schema = text.slice(text.indexOf("variablesSchema"), text.indexOf("export type Variables"));
  return [...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]*):/gm)].map((match) => match[1]);
}
