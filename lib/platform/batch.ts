import type { SQL } from "drizzle-orm";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";
import type { Database } from "./database";

export type Row = Record<string, unknown>;

const dialect = new SQLiteAsyncDialect();

/**
 * Runs raw statements as one transaction and answers the rows of each.
 * Drizzle's own `batch` cannot bind the parameters of raw SQL on D1 (its raw queries carry no statement).
 */
export async function runBatch(db: Database, statements: SQL[]): Promise<Row[][]> {
  const prepared = statements.map((statement) => {
    const query = dialect.sqlToQuery(statement);
    return db.$client.prepare(query.sql).bind(...query.params);
  });
  const results = await db.$client.batch<Row>(prepared);
  return results.map((result) => result.results);
}
