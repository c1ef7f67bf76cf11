import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.mjs";

/** What secrets look like: those of services with a form of their own, and what is assigned to a telling name. */
const patterns = [
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["a key of AWS", /\b(AKIA|ASIA)[0-9A-Z]{16}\b/],
  ["a token of GitHub", /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})/],
  ["a token of npm", /\bnpm_[A-Za-z0-9]{36}\b/],
  [
    "a token of Slack",
    /\bxox[abeoprs]-[A-Za-z0-9-]{20,}|hooks\.slack\.com\/services\/T\w{8,}\/B\w{8,}\/\w{20,}/,
  ],
  ["a key of Google", /\bAIza[0-9A-Za-z_-]{35}\b/],
  ["a key of Stripe", /\b[rs]k_live_[0-9A-Za-z]{20,}/],
  ["a token of Plaza", /\bplz_[0-9A-Za-z]{38}\b/],
  ["a secret of a webhook", /\bwhsec_[A-Za-z0-9+/]{32,}={0,2}/],
  ["a signed token", /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/],
  [
    "a password in an address",
    /\b[a-z]+:\/\/[^\s/:@"'`$]+:[^\s/:@"'`${]{8,}@[a-z0-9-]+\.[a-z]{2,}/,
  ],
  [
    "a secret that is assigned",
    /\b\w*(SECRET|TOKEN|PASSWORD|API_?KEY|PRIVATE_?KEY)\w*["']?\s*[:=]\s*["']?[A-Za-z0-9+/_-]{40,}={0,2}["']?(?![A-Za-z0-9+/_.(-])/i,
  ],
];

/** Files that hold secrets by name, and must never be tracked. */
const secretFiles = /(^|\/)(\.dev\.vars|\.env)(\.(?!example)[\w.-]+)?$|\.(pem|p12|pfx|jks)$/;

/** What looks like a secret and is none: the file, the text it stands in, and why. */
const known = [
  // The example in the description of the API.
  { file: "public/openapi.json", text: "plz_xxxxxxxxxxxxxxxx" },
  // Of servers that tests start and throw away.
  { file: "tests/e2e/traffic.spec.ts", text: "operator-of-the-traffic-tests" },
  { file: "tests/workerd/support/pushes.ts", text: "VAPID_PRIVATE_KEY" },
  { file: "vitest.workerd.config.ts", text: "-of-the-workerd-tests-" },
];

const maxBytes = 1024 * 1024;

/** `{file, line, kind}` of everything in tracked files that looks like a secret and is not listed as known. */
export function findSecretsInTree() {
  return listTracked().flatMap((file) => {
    if (secretFiles.test(file)) return [{ file, line: 1, kind: "a file of secrets" }];
    const path = join(root, file);
    const { size, isFile } = describe(path);
    if (!isFile || size > maxBytes) return [];
    const text = readFileSync(path, "utf8");
    if (text.includes("\0")) return [];
    return findSecrets(text)
      .filter(({ text: found }) => !isKnown(file, found))
      .map(({ line, kind }) => ({ file, line, kind }));
  });
}

/** `{line, kind, text}` of each line that looks like holding a secret. */
export function findSecrets(text) {
  return text.split("\n").flatMap((content, index) => {
    const found = patterns.find(([, pattern]) => pattern.test(content));
    return found ? [{ line: index + 1, kind: found[0], text: content }] : [];
  });
}

const isKnown = (file, text) => known.some((one) => one.file === file && text.includes(one.text));

function describe(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return { size: stats?.size ?? 0, isFile: stats?.isFile() ?? false };
}

/** Without git, as in an unpacked archive, there is nothing tracked to look through. */
function listTracked() {
  try {
    const options = { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024, stdio: "pipe" };
    return execFileSync("git", ["ls-files", "-z"], options).split("\0").filter(Boolean);
  } catch {
    return [];
  }
}
