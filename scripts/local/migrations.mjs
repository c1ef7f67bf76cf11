import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Where wrangler, too, notes what has been applied. */
export const ledger = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/**
 * Applies what is missing of a folder of migrations, oldest first; returns the names of what it applied.
 * A migration and its line in the ledger (wrangler's own format) are one batch: both or none.
 */
export async function applyMigrations(database, dir) {
  const names = listMigrations(dir);
  if (names.length === 0) return [];
  await database.prepare(ledger).run();
  const { results } = await database.prepare("SELECT name FROM d1_migrations").all();
  const applied = new Set(results.map((row) => row.name));
  const missing = names.filter((name) => !applied.has(name));
  for (const name of missing) {
    const statements = splitMigration(readFileSync(join(dir, name), "utf8"));
    await database.batch([
      ...statements.map((statement) => database.prepare(statement)),
      database.prepare("INSERT INTO d1_migrations (name) VALUES (?1)").bind(name),
    ]);
  }
  return missing;
}

/** The statements of one migration, as the generator marks them; comments alone are none. */
export function splitMigration(text) {
  return text
    .split("--> statement-breakpoint")
    .map((part) => part.trim())
    .filter((part) => part.replace(/^\s*--.*$/gm, "").trim() !== "");
}

function listMigrations(dir) {
  if (!dir || !existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith(".sql"))
    .sort();
}
