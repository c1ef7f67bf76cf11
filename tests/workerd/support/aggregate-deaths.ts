/** When a process dies: before or after the nth transaction that contains a piece of SQL. */
export type Death = { sql: string; nth: number; when: "before" | "after" };

/**
 * A process that may die. Once dead, nothing that it asks of its database or objects is answered, and what it does
 * must not be listened to: look at `isDead`.
 */
export class Mortal {
  isDead = false;
  private seen = 0;

  constructor(
    private readonly death: Death | null,
    private readonly onDeath: () => unknown = () => undefined,
    /** How long this process sleeps before each transaction, so that others get between what it read and what it writes. */
    private readonly pauseMs: () => number = () => 0,
  ) {}

  /** The database as this process sees it. `batch` prepares and calls in one go, so the texts since the last one are its. */
  database(
    real: D1Database,
    runBatch: (batch: D1PreparedStatement[], sql: string) => Promise<D1Result[]> = (batch) =>
      real.batch(batch),
  ) {
    let texts: string[] = [];
    return new Proxy(real, {
      get: (target, property) => {
        if (property === "prepare") {
          return (sql: string) => {
            texts.push(sql);
            return target.prepare(sql);
          };
        }
        if (property === "batch") {
          return (statements: D1PreparedStatement[]) => {
            const sql = texts.join(";");
            texts = [];
            return this.around(sql, async () => {
              await scheduler.wait(this.pauseMs());
              return runBatch(statements, sql);
            });
          };
        }
        const value: unknown = Reflect.get(target, property);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  /** Does something named by `sql`, unless the process dies of it. */
  async around<T>(sql: string, work: () => Promise<T>): Promise<T> {
    this.assertAlive();
    const isIt = this.death !== null && sql.includes(this.death.sql);
    if (isIt) this.seen += 1;
    const isNow = isIt && this.seen === this.death?.nth;
    if (isNow && this.death?.when === "before") this.die();
    const result = await work();
    if (isNow) this.die();
    this.assertAlive();
    return result;
  }

  private assertAlive(): void {
    if (this.isDead) throw new Error("This process is dead");
  }

  private die(): never {
    this.isDead = true;
    this.onDeath();
    throw new Error("This process dies now");
  }
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
