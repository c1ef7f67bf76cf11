import { createECDH, randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { explainFileError } from "./say.mjs";

const vapid = ["VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY", "VAPID_SUBJECT"];
const generated = ["AUTH_SECRET", "TICKET_SECRET", "OPERATOR_TOKEN", ...vapid];
const path = join(root, ".dev.vars");

/**
 * Makes sure that `.dev.vars` holds the secrets the product cannot do without; what is there stays.
 * Returns the names that were generated.
 */
export function ensureSecrets() {
  const present = readDevVars();
  const missing = generated.filter((name) => !present[name]);
  if (missing.length === 0) return missing;
  const old = existsSync(path) ? readFileSync(path, "utf8").trimEnd() : "";
  const values = { ...generateVapid(present), ...present };
  const lines = missing.map((name) => {
    return `${name}=${values[name] ?? randomBytes(32).toString("base64url")}`;
  });
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, `${[old, ...lines].filter(Boolean).join("\n")}\n`, { mode: 0o600 });
    renameSync(draft, path);
    chmodSync(path, 0o600);
  } catch (error) {
    throw explainFileError(error, path);
  }
  return missing;
}

/** Keys of Web Push belong together: where one of the two is there, the other is not made up. */
export function generateVapid(present) {
  const subject = { VAPID_SUBJECT: "mailto:admin@plaza.example" };
  if (present.VAPID_PUBLIC_KEY || present.VAPID_PRIVATE_KEY) {
    return { VAPID_PUBLIC_KEY: "", VAPID_PRIVATE_KEY: "", ...subject };
  }
  const keys = createECDH("prime256v1");
  keys.generateKeys();
  // A private number with leading zeros comes shorter; JWK wants all 32 bytes.
  const privateKey = Buffer.concat([Buffer.alloc(32), keys.getPrivateKey()]).subarray(-32);
  return {
    VAPID_PUBLIC_KEY: keys.getPublicKey("base64url"),
    VAPID_PRIVATE_KEY: privateKey.toString("base64url"),
    ...subject,
  };
}

/** The variables of `.dev.vars`, as wrangler would read them. */
export function readDevVars() {
  return existsSync(path) ? parseVars(readFileSync(path, "utf8")) : {};
}

/** Parses `NAME=value` lines; quotes around a value go, `#` starts a comment line, the last of two wins. */
export function parseVars(text) {
  const vars = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (match) vars[match[1]] = match[2].replace(/^(["'])(.*)\1$/, "$2");
  }
  return vars;
}
