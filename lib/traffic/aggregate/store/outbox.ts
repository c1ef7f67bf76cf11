import type { ShardBatch } from "../aggregator-object";
import { toGroups } from "../groups";

export type OutboxRow = { id: number; update: number; batch: ShardBatch; attempts: number };

const rowLimits = { events: 1000, characters: 500_000 };

/** What a shard has taken over and not committed to D1 yet, in the SQLite of its object. */
export class Outbox {
  private readonly sql: SqlStorage;

  constructor(private readonly storage: DurableObjectStorage) {
    this.sql = storage.sql;
    this.sql.exec(
      `CREATE TABLE IF NOT EXISTS outbox (
         id INTEGER PRIMARY KEY, number INTEGER NOT NULL, body TEXT NOT NULL,
         events INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0)`,
    );
    this.sql.exec(
      `CREATE TABLE IF NOT EXISTS progress (
         id INTEGER PRIMARY KEY, updates INTEGER NOT NULL, revision INTEGER NOT NULL)`,
    );
  }

  /** Events and rows that wait. */
  count(): { events: number; rows: number } {
    const { events, rows } = this.sql
      .exec<{ events: number; rows: number }>(
        "SELECT COALESCE(SUM(events), 0) AS events, COUNT(*) AS rows FROM outbox",
      )
      .one();
    return { events, rows };
  }

  /** The earliest time of an event in the oldest row that has any. */
  readOldest(): number | null {
    return this.sql
      .exec<{ oldest: number | null }>(
        `SELECT MIN(json_extract(event.value, '$.timestamp')) AS oldest
         FROM (SELECT body FROM outbox WHERE events > 0 ORDER BY id LIMIT 1) AS first,
           json_each(first.body, '$.events') AS event`,
      )
      .one().oldest;
  }

  /** Adds a batch as one update; all of it or nothing. */
  add({ events, chunks }: ShardBatch): void {
    const groups = toGroups(events, rowLimits).map((group): ShardBatch => {
      return { events: group, chunks: [] };
    });
    for (const [index, headers] of toGroups(chunks, rowLimits).entries()) {
      const last = groups.at(-1);
      if (index === 0 && last) last.chunks = headers;
      else groups.push({ events: [], chunks: headers });
    }
    this.storage.transactionSync(() => {
      const number = this.readUpdates() + 1;
      for (const group of groups) {
        this.sql.exec(
          "INSERT INTO outbox (number, body, events) VALUES (?, ?, ?)",
          number,
          JSON.stringify(group),
          group.events.length,
        );
      }
    });
  }

  /** The oldest rows: about as much as one commit takes. */
  read(): OutboxRow[] {
    const rows: OutboxRow[] = [];
    let events = 0;
    let characters = 0;
    type Stored = {
      id: number;
      number: number;
      body: string;
      events: number;
      attempts: number;
    };
    for (const row of this.sql.exec<Stored>("SELECT * FROM outbox ORDER BY id LIMIT 200")) {
      events += row.events;
      characters += row.body.length;
      const isFull = events > rowLimits.events || characters > rowLimits.characters;
      if (rows.length > 0 && isFull) break;
      rows.push({
        id: row.id,
        update: row.number,
        batch: JSON.parse(row.body) as ShardBatch,
        attempts: row.attempts,
      });
    }
    return rows;
  }

  /** Forgets rows that are committed, and goes on to the next revision. */
  remove(rows: OutboxRow[]): void {
    this.storage.transactionSync(() => {
      const updates = Math.max(this.readUpdates(), ...rows.map((row) => row.update));
      this.sql.exec(
        "DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))",
        JSON.stringify(rows.map((row) => row.id)),
      );
      this.sql.exec(
        `INSERT INTO progress (id, updates, revision) VALUES (1, ?, 1)
         ON CONFLICT (id) DO UPDATE SET updates = excluded.updates, revision = revision + 1`,
        updates,
      );
    });
  }

  /** Notes that a row could not be committed once more. */
  noteFailure({ id }: OutboxRow): void {
    this.sql.exec("UPDATE outbox SET attempts = attempts + 1 WHERE id = ?", id);
  }

  /** How many batches this shard has ever taken over. */
  readUpdates(): number {
    return this.sql
      .exec<{ updates: number }>(
        `SELECT MAX(COALESCE((SELECT updates FROM progress), 0),
           COALESCE((SELECT MAX(number) FROM outbox), 0)) AS updates`,
      )
      .one().updates;
  }
}
