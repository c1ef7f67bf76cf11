import { env } from "cloudflare:workers";
import { openDatabase } from "../../../lib/platform/database";
import type { Deps } from "../../../lib/platform/deps";

/** A worker that dies at one call of D1, R2 or KV: before it is made, or when it has taken effect and nobody hears of it. */

export type Death = {
  /** Matched against the SQL of a D1 call, or `r2 {method}`, `kv {method}`. */
  at: RegExp;
  /** Which of the matching calls; 1 is the first. */
  nth: number;
  moment: "before" | "after";
};

class Died extends Error {}

/** The same deps on a worker that stands still before one call, or with its answer, until it is told to go on. */
export function slow<T extends Deps>(deps: T, at: RegExp, moment: Death["moment"] = "before") {
  let goOn = () => {};
  let stopped = () => {};
  const until = new Promise<void>((resolve) => (goOn = resolve));
  /** Resolves when the worker has come to that call. */
  const isThere = new Promise<void>((resolve) => (stopped = resolve));
  let seen = false;
  const call: Call = async (name, run) => {
    if (!at.test(name) || seen) return run();
    seen = true;
    const result = moment === "after" ? await run() : undefined;
    stopped();
    await until;
    return moment === "after" ? result! : run();
  };
  return { deps: wrap(deps, call), isThere, goOn: () => goOn() };
}

/** The same deps where every call that matches fails, and the others go on. */
export function failing<T extends Deps>(deps: T, at: RegExp, failure: Error): T {
  return wrap(deps, (name, run) => (at.test(name) ? Promise.reject(failure) : run()));
}

/** The same deps on a worker that dies once; after that no call of it has an effect. */
export function mortal<T extends Deps>(deps: T, death: Death): T {
  let seen = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Died(`Died at ${death.at}`);
  };
  const call: Call = async (name, run) => {
    if (isDead) throw new Died("Is dead");
    const isIt = death.at.test(name) && ++seen === death.nth;
    if (isIt && death.moment === "before") die();
    const result = await run();
    if (isIt) die();
    return result;
  };
  return wrap(deps, call);
}

function wrap<T extends Deps>(deps: T, call: Call): T {
  return {
    ...deps,
    db: openDatabase(wrapDatabase(env.DB, call), deps.cost),
    traffic: wrapDatabase(env.TRAFFIC_DB, call),
    bindings: {
      ...deps.bindings,
      MEDIA_BUCKET: wrapMethods(env.MEDIA_BUCKET, "r2", call),
      SHARE_DATA_KV: wrapMethods(deps.bindings.SHARE_DATA_KV ?? env.SHARE_DATA_KV, "kv", call),
      ARCHIVE_BUCKET: wrapMethods(env.ARCHIVE_BUCKET, "r2", call),
      PATHS_KV: wrapMethods(env.PATHS_KV, "kv", call),
    },
  };
}

type Call = <R>(name: string, run: () => Promise<R>) => Promise<R>;
type Method = (...args: unknown[]) => unknown;

/** Every method of a binding, and of the uploads it gives out. */
function wrapMethods<T extends object>(target: T, prefix: string, call: Call): T {
  return new Proxy(target, {
    get(_, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        const run = () => (value as Method).apply(target, args);
        if (property === "resumeMultipartUpload") {
          return wrapMethods(run() as object, prefix, call);
        }
        const result = call(`${prefix} ${String(property)}`, () => Promise.resolve(run()));
        return property === "createMultipartUpload"
          ? result.then((upload) => wrapMethods(upload as object, prefix, call))
          : result;
      };
    },
  });
}

type Statement = { sql: string; real: D1PreparedStatement };

function wrapDatabase(database: D1Database, call: Call): D1Database {
  const statements = new WeakMap<object, Statement>();
  const prepare = (sql: string, real: D1PreparedStatement): D1PreparedStatement => {
    const statement = {
      bind: (...values: unknown[]) => prepare(sql, real.bind(...values)),
      run: () => call(sql, () => real.run()),
      all: () => call(sql, () => real.all()),
      first: () => call(sql, () => real.first()),
      raw: () => call(sql, () => real.raw()),
    } as unknown as D1PreparedStatement;
    statements.set(statement, { sql, real });
    return statement;
  };
  return {
    prepare: (sql: string) => prepare(sql, database.prepare(sql)),
    batch: (batch: D1PreparedStatement[]) => {
      const known = batch.map((statement) => statements.get(statement)).filter((found) => !!found);
      return call(known.map(({ sql }) => sql).join("; "), () =>
        database.batch(known.map(({ real }) => real)),
      );
    },
  } as unknown as D1Database;
}
