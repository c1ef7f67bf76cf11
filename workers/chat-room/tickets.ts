/**
 * Tickets in the object's own SQLite: which were used (so that one opens one socket, whatever a store promises),
 * and the records of the `durable-object` store. Times are ms since the epoch.
 */
export function createTickets(sql: SqlStorage) {
  sql.exec("CREATE TABLE IF NOT EXISTS used_tickets (jti TEXT PRIMARY KEY, expires_at INTEGER)");
  sql.exec("CREATE TABLE IF NOT EXISTS ticket_records (jti TEXT PRIMARY KEY, expires_at INTEGER)");

  return {
    /** False when the ticket was used before. */
    use(jti: string, expiresAt: number): boolean {
      const statement =
        "INSERT OR IGNORE INTO used_tickets (jti, expires_at) VALUES (?, ?) RETURNING jti";
      return sql.exec(statement, jti, expiresAt).toArray().length === 1;
    },
    put(jti: string, expiresAt: number): void {
      const statement = "INSERT OR IGNORE INTO ticket_records (jti, expires_at) VALUES (?, ?)";
      sql.exec(statement, jti, expiresAt);
    },
    /** True for the first who asks before the record expires. */
    take(jti: string, now: number): boolean {
      const statement = "DELETE FROM ticket_records WHERE jti = ? AND expires_at > ? RETURNING jti";
      return sql.exec(statement, jti, now).toArray().length === 1;
    },
    /** A ticket past its expiry is refused by its signature, so its record has done its work. */
    forgetExpired(now: number): void {
      sql.exec("DELETE FROM used_tickets WHERE expires_at <= ?", now);
      sql.exec("DELETE FROM ticket_records WHERE expires_at <= ?", now);
    },
    /** When the last record expires; `null` without any. */
    lastExpiry(): number | null {
      const statement = `SELECT max(expires_at) AS last FROM
        (SELECT expires_at FROM used_tickets UNION ALL SELECT expires_at FROM ticket_records)`;
      return sql.exec<{ last: number | null }>(statement).one().last;
    },
  };
}
