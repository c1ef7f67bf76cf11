import "./quiet.mjs";
import { readArgs } from "./args.mjs";
import { ClearError, say } from "./say.mjs";
import { runChecks } from "./share-storage/checks.mjs";
import { openLocalPlaza } from "./share-storage/local-plaza.mjs";
import { openRemotePlaza } from "./share-storage/remote-plaza.mjs";

const usage = "npm run test:kv-storage [-- --remote https://plaza.example.com]";

/**
 * `npm run test:kv-storage`: whether shares are stored as they should be, on a Plaza of its own or on a deployment. One
 * line for each check; leaves with 1 when one has failed. What it made is taken away again, also when it fails.
 */
export async function main(args) {
  const { values, files } = readArgs(args, { remote: "string" }, usage);
  if (files.length > 0) throw new ClearError(`Usage: ${usage}`);
  const plaza = values.remote ? openRemotePlaza(values.remote) : await openLocalPlaza();
  let failed = true;
  try {
    say(`checking the storage of shares at ${plaza.url}`);
    failed = await runChecks(plaza, print);
  } finally {
    await plaza.close();
  }
  process.exit(failed ? 1 : 0);
}

function print({ outcome, name, words }) {
  console.log(`${outcome.padEnd(8)}${name.padEnd(30)}${words}`);
}
