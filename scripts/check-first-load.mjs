// How much JavaScript a visitor loads before a page works, against what SPEC §12 allows: npm run first-load [-- --json]
import { findOrBuildSite } from "./local/build.mjs";
import { firstLoads, listFirstLoad } from "./local/first-load.mjs";
import { failWith } from "./local/say.mjs";

async function main() {
  const siteDir = await findOrBuildSite();
  const results = firstLoads.map(({ page, ...rest }) => {
    const scripts = listFirstLoad(siteDir, page);
    return { ...rest, bytes: scripts.reduce((sum, { bytes }) => sum + bytes, 0), scripts };
  });
  if (process.argv.includes("--json")) console.log(JSON.stringify(results));
  else print(results);
  process.exitCode = results.some(({ bytes, limit }) => bytes > limit) ? 1 : 0;
}

function print(results) {
  for (const { name, bytes, limit, scripts } of results) {
    const verdict = bytes > limit ? `TOO MUCH, ${bytes - limit} over` : `${limit - bytes} left`;
    console.log(`${name}: ${bytes} of ${limit} bytes of JavaScript after gzip, ${verdict}`);
    for (const script of scripts)
      console.log(`  ${String(script.bytes).padStart(7)}  ${script.file}`);
  }
}

main().catch(failWith);
