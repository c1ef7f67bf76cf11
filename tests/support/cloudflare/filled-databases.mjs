import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ledger, splitMigration } from "../../../scripts/local/migrations.mjs";
import { listMigrations } from "../../../scripts/cloudflare/migrate.mjs";

/** Where the checkout of an installation keeps the migrations of a database. */
export const migrationsOf = (cloudflare, name) => join(cloudflare.dir, "drizzle/migrations", name);

/** Both databases, migrated, with what is hard to keep: blobs, row ids with holes, strange texts, long fractions. */
export async function fill(cloudflare, messages) {
  await migrate(cloudflare, "plaza", "db");
  await migrate(cloudflare, "plaza-traffic", "traffic");
  await cloudflare.database("plaza").run(`
    INSERT INTO users (id, email, name, created_at) VALUES ('u1', 'a@b.example', 'Zoë 林', 1);
    INSERT INTO rooms (id, name, kind, epoch, created_by, created_at)
      VALUES ('r1', '台灣', 'public', 'e1', 'u1', 1);
    INSERT INTO room_members (room_id, user_id, joined_at, role) VALUES ('r1', 'u1', 1, 'owner');
    INSERT INTO installation (key, value) VALUES ('search.reach', '700');
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${messages})
      INSERT INTO messages (id, room_id, seq, rev, client_id, author_id, author_name, body, created_at)
      SELECT 'm' || n, 'r1', n, n, 'c' || n, 'u1', 'Zoë 林', 'message ' || n, n FROM numbers;
    UPDATE messages SET body = char(39, 34, 92, 10, 1) || '👩‍👩‍👧 “x”, DROP TABLE users' WHERE seq = 3;
    DELETE FROM messages WHERE seq % 50 = 7`);
  await cloudflare.database("plaza-traffic").run(`
    INSERT INTO traffic_events VALUES
      ('2026-11-20', 'e1', 1, '/', '/', 'GET', 200, 0.30000000000000004, NULL, 'DE', 0, NULL, 1),
      ('2026-11-20', 'e2', 2, '/', '/', 'GET', 200, 3.0, 'h', 'TW', 1, 'ua', 1);
    INSERT INTO path_stats_hourly VALUES
      ('/', '2026-11-20T01', 1, 0, 0, 5, 1, X'00FF1027', NULL, '{}', 9007199254740991)`);
}

async function migrate(cloudflare, name, from) {
  const names = listMigrations(migrationsOf(cloudflare, from));
  const texts = names.map((each) =>
    readFileSync(join(migrationsOf(cloudflare, from), each), "utf8"),
  );
  const noted = names.map((each) => `INSERT INTO d1_migrations (name) VALUES ('${each}')`);
  const statements = [ledger, ...texts.flatMap(splitMigration), ...noted];
  await cloudflare
    .database(name)
    .run(statements.map((each) => each.replace(/;\s*$/, "")).join(";\n"));
}
