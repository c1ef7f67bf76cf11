import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ClearError, explainFileError, say } from "../local/say.mjs";
import { formatVersion, manifestName, writeTable } from "./backup-files.mjs";
import { openCommand } from "./command.mjs";
import { openDatabases } from "./databases.mjs";
import { listApplied } from "./migrate.mjs";
import { listTables, openDigest, readRows } from "./tables.mjs";

const usage = "npm run backup -- [--preview | --local] [--out DIR]";

/**
 * `npm run backup`: both databases, table by table, into a folder of its own. (D1's own export refuses databases with a
 * full-text index.) A folder that was not finished keeps the name of a draft. Answers the folder.
 */
export async function main(args, { wait } = {}) {
  const options = { local: "boolean", out: "string" };
  const command = openCommand(args, {
    options,
    usage,
    wait,
    needsAccount: !args.includes("--local"),
  });
  const { dir, environment, name, values } = command;
  const isLocal = values.local ?? false;
  const from = isLocal ? "local" : environment;
  const takenAt = new Date();
  const stamp = takenAt.toISOString().slice(0, 19).replaceAll(":", "-");
  const folder = resolve(values.out ?? join(dir, ".plaza-backups", `${name}-${from}-${stamp}Z`));
  if (existsSync(folder)) throw new ClearError(`${folder} is there already`);
  const draft = `${folder}.draft`;
  const { databases, close } = await openDatabases({ ...command, isLocal });
  try {
    makeFolder(draft);
    const kept = {};
    for (const { binding, database } of databases) {
      mkdirSync(join(draft, binding), { mode: 0o700 });
      kept[binding] = await keep(database, draft, binding);
    }
    const manifest = {
      format: formatVersion,
      takenAt: takenAt.toISOString(),
      from,
      databases: kept,
    };
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    writeFileSync(join(draft, manifestName), text, { mode: 0o600 });
    renameSync(draft, folder);
  } finally {
    await close();
  }
  say(`the backup is in ${folder}; it holds what people wrote: keep it where nobody else reads`);
  return folder;
}

async function keep(database, draft, binding) {
  const migrations = await listApplied(database);
  if (migrations === null)
    throw new ClearError(`${database.name} is empty: there is nothing to keep`);
  const tables = {};
  for (const table of await listTables(database)) {
    const digest = openDigest();
    const noted = async function* () {
      for await (const line of readRows(database, table)) {
        digest.add(line);
        yield line;
      }
    };
    await writeTable(draft, binding, table.name, noted());
    const { columns, key } = table;
    tables[table.name] = { columns, key, ...digest.read() };
    say(`  ${binding}.${table.name}: ${tables[table.name].rows} rows`);
  }
  return { migrations, tables };
}

function makeFolder(draft) {
  try {
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explainFileError(error, draft);
  }
}
