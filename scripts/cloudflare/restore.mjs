import { resolve } from "node:path";
import { ClearError, say } from "../local/say.mjs";
import { readManifest, readTable } from "./backup-files.mjs";
import { openCommand } from "./command.mjs";
import { openDatabases } from "./databases.mjs";
import { applyMigrations, listApplied, listMigrations } from "./migrate.mjs";
import { openDigest, readRows, writeRows } from "./tables.mjs";

const usage = "npm run restore -- FOLDER [--preview | --local]";
const markTable = "plaza_restore";

/**
 * `npm run restore`: a backup into empty databases, compared row for row with what was kept. What holds anything but an
 * unfinished restore of the same backup is refused. Cut off, it is run again and goes on.
 */
export async function main(args, { wait } = {}) {
  const options = { local: "boolean" };
  const command = openCommand(args, {
    options,
    usage,
    wait,
    needsAccount: !args.includes("--local"),
  });
  const { values, files } = command;
  if (files.length !== 1) throw new ClearError(`Usage: ${usage}`);
  const folder = resolve(files[0]);
  const manifest = readManifest(folder);
  const isLocal = values.local ?? false;
  const { databases, close } = await openDatabases({ ...command, isLocal, mayMake: true });
  try {
    // Before anything is written: a backup that does not fit must not leave one database of two.
    const waiting = [];
    for (const each of databases) {
      if (await isWaiting(each, manifest)) waiting.push(each);
      else say(`${each.database.name} holds this backup already`);
    }
    for (const each of waiting) await restore(each, folder, manifest);
  } finally {
    await close();
  }
  say(
    "both databases are as they were; where Redis is used, empty it (docs/operations.md says why)",
  );
}

/** Whether a database shall have its part of the backup; throws where it must not, or cannot. */
async function isWaiting({ binding, database, migrationsDir }, { databases, takenAt }) {
  const kept = databases[binding];
  if (!kept) throw new ClearError(`the backup has no ${binding}`);
  const known = listMigrations(migrationsDir);
  const strange = kept.migrations.filter((name) => !known.includes(name));
  if (strange.length > 0) {
    throw new ClearError(
      `the backup is newer than this checkout, which lacks ${strange.join(", ")}; take the commit it was made with, or a later one`,
    );
  }
  const mark = await readMark(database);
  if (mark?.takenAt === takenAt) return mark.isDone === 0;
  if (mark || (await listApplied(database)) !== null) {
    throw new ClearError(
      `${database.name} is not empty; restore into an empty one (docs/operations.md, "Restoring")`,
    );
  }
  return true;
}

async function restore({ binding, database, migrationsDir }, folder, manifest) {
  const { migrations, tables } = manifest.databases[binding];
  // One transaction: a mark without its name would be taken for somebody else's table.
  await database.run(
    `CREATE TABLE IF NOT EXISTS ${markTable} (taken_at TEXT PRIMARY KEY, is_done INTEGER NOT NULL);
    INSERT OR REPLACE INTO ${markTable} VALUES ('${manifest.takenAt}', 0);`,
  );
  const applyMissing = async (all, onApplied) => {
    const isThere = new Set(await readLedger(database));
    const missing = all.filter((name) => !isThere.has(name));
    await applyMigrations(database, migrationsDir, missing, onApplied);
  };
  await applyMissing(migrations);
  // Referred-to tables were read last and come first. What migrations put in is in the backup, where it still was.
  const names = Object.keys(tables).reverse();
  for (const name of [...names].reverse()) await database.run(`DELETE FROM "${name}"`);
  for (const name of names) {
    const table = { name, ...tables[name] };
    await writeRows(database, table, readTable(folder, binding, name));
    const { rows, sha256 } = await digestOf(database, table);
    if (rows !== table.rows || sha256 !== table.sha256) {
      throw new ClearError(
        `${binding}.${name} has ${rows} rows and not the ${table.rows} that were kept, or others; the database must not be used`,
      );
    }
    say(`  ${binding}.${name}: ${rows} rows, the same`);
  }
  await applyMissing(listMigrations(migrationsDir), (name) => say(`  ${binding}: ${name}`));
  if (tables.rooms) await beginAnew(database);
  await database.run(`UPDATE ${markTable} SET is_done = 1`);
}

/**
 * What the rows say of the world outside is no longer so. Browsers may hold messages that were written after the backup: a
 * new epoch makes them start over, or they would take the next messages under the same numbers for those. And the search
 * index is not part of a backup: without its reach the cron builds it anew.
 */
async function beginAnew(database) {
  await database.run(
    `UPDATE rooms SET epoch = lower(hex(randomblob(4)));
    DELETE FROM installation WHERE key = 'search.reach';`,
  );
}

async function digestOf(database, table) {
  const digest = openDigest();
  for await (const line of readRows(database, table)) digest.add(line);
  return digest.read();
}

async function readLedger(database) {
  const [found] = await database.all(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'd1_migrations'",
  );
  if (!found) return [];
  const rows = await database.all("SELECT name FROM d1_migrations");
  return rows.map(({ name }) => name);
}

/** Which backup a database has, `{takenAt, isDone}`, finished or not; null: it came about otherwise. */
async function readMark(database) {
  const [found] = await database.all(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name = '${markTable}'`,
  );
  if (!found) return null;
  const [row] = await database.all(
    `SELECT taken_at AS takenAt, is_done AS isDone FROM ${markTable}`,
  );
  return row ?? null;
}
