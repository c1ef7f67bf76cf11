import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ledger, splitMigration } from "../local/migrations.mjs";
import { ClearError } from "../local/say.mjs";

/** The names of a folder's migrations, oldest first. */
export function listMigrations(dir) {
  if (!existsSync(dir)) throw new ClearError(`${dir} is missing`);
  return readdirSync(dir)
    .filter((name) => name.endsWith(".sql"))
    .sort();
}

/** The names of the migrations that a database has seen, or null when nothing has ever been written into it. */
export async function listApplied(database) {
  const tables = await database.all(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
  );
  const names = tables.map(({ name }) => name);
  if (names.length === 0) return null;
  if (!names.includes("d1_migrations")) {
    throw new ClearError(
      `the database ${database.name} holds tables that are not Plaza's (${names.slice(0, 3).join(", ")} …); ` +
        `choose another name: npm run setup:cloudflare -- --name …`,
    );
  }
  const rows = await database.all("SELECT name FROM d1_migrations ORDER BY id");
  return rows.map(({ name }) => name);
}

/**
 * What of `dir` a database lacks, and what it has that `dir` does not know: a database that is ahead is fine, as
 * migrations only add (a checkout that was rolled back works on it).
 */
export async function planMigrations(database, dir) {
  const applied = await listApplied(database);
  const names = listMigrations(dir);
  return {
    missing: names.filter((name) => !applied?.includes(name)),
    ahead: (applied ?? []).filter((name) => !names.includes(name)),
  };
}

/**
 * Applies migrations, oldest first. Each goes with its line in the ledger (wrangler's own format) as one transaction, so
 * one that failed or was cut off has left nothing, and one whose answer got lost is found in the ledger.
 */
export async function applyMigrations(database, dir, names, onApplied = () => {}) {
  await database.run(ledger);
  for (const name of names) {
    const statements = splitMigration(readFileSync(join(dir, name), "utf8"));
    const line = `INSERT INTO d1_migrations (name) VALUES ('${name.replaceAll("'", "''")}')`;
    const text = [...statements.map((each) => each.replace(/;\s*$/, "")), line].join(";\n");
    try {
      await database.run(`${text};`);
    } catch (error) {
      const applied = await listApplied(database);
      if (!applied?.includes(name)) {
        throw new ClearError(
          `migration ${name} of ${database.name} failed and left nothing behind: ${error.message}`,
        );
      }
    }
    onApplied(name);
  }
}
