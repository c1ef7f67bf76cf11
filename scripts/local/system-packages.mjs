import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./run.mjs";
import { say } from "./say.mjs";

const wanted = [
  { name: "chromium", isThere: hasChromium, without: "the tests in a browser" },
  { name: "redis-server", isThere: () => isOnPath("redis-server"), without: "the tests on Redis" },
];

/**
 * Installs the system packages that the tests need where that is allowed (root, with apt-get). Answers the names of
 * those that are still missing; what needs them is then skipped, visibly.
 */
export async function ensureSystemPackages() {
  const missing = wanted.filter((entry) => !entry.isThere());
  if (missing.length === 0) return [];
  const names = missing.map((entry) => entry.name);
  if (process.getuid?.() === 0 && isOnPath("apt-get")) {
    say(`installing ${names.join(" and ")} with apt-get …`);
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], { env, show: true });
    const install = ["install", "-y", "-qq", "--no-install-recommends", ...names];
    await run("apt-get", install, { env, show: false });
  }
  const still = missing.filter((entry) => !entry.isThere());
  for (const { name, without } of still) {
    say(`${name} is missing, so ${without} are SKIPPED; install it with: apt-get install ${name}`);
  }
  return still.map((entry) => entry.name);
}

function hasChromium() {
  if (process.env.CHROMIUM_PATH) return existsSync(process.env.CHROMIUM_PATH);
  return ["chromium", "chromium-browser", "google-chrome"].some(isOnPath);
}

function isOnPath(name) {
  return (process.env.PATH ?? "").split(delimiter).some((dir) => existsSync(join(dir, name)));
}
