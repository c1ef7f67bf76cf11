// Secrets in tracked files, licences and known holes of what is deployed: npm run supply
import { audit } from "./local/supply/audit.mjs";
import { findRefusedLicences } from "./local/supply/licences.mjs";
import { findSecretsInTree } from "./local/supply/secrets.mjs";
import { failWith } from "./local/say.mjs";

async function main() {
  const secrets = findSecretsInTree();
  const licences = findRefusedLicences();
  const { holes, note } = await audit();
  for (const { file, line, kind } of secrets) console.log(`${file}:${line}: looks like ${kind}`);
  for (const { name, licence } of licences) console.log(`${name}: licence ${licence}`);
  for (const { name, severity, title } of holes) console.log(`${name}: ${severity}, ${title}`);
  console.log(
    `${secrets.length} secrets, ${licences.length} refused licences, ${note ?? `${holes.length} high or critical holes`}`,
  );
  process.exitCode = secrets.length + licences.length + holes.length > 0 ? 1 : 0;
}

main().catch(failWith);
