import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";
import * as schema from "../../drizzle/schema";

export type Database = DrizzleD1Database<typeof schema> & { $client: D1Database };

/** What one request or one batch of work has cost so far. */
export type Cost = { d1Queries: number; redisRoundTrips: number };

/** Opens Drizzle on a D1 binding; every statement that runs, alone or in a batch, adds one to `cost.d1Queries`. */
export function openDatabase(binding: D1Database, cost: Cost): Database {
  return drizzle(countQueries(binding, cost), { schema });
}

const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

/** The binding itself, but every statement that runs adds one to `cost.d1Queries`. */
export function countQueries(binding: D1Database, cost: Cost): D1Database {
  return new Proxy(binding, {
    get(target, property) {
      if (property === "prepare") {
        return (query: string) => countStatement(target.prepare(query), cost);
      }
      if (property === "batch") {
        return (statements: D1PreparedStatement[]) => {
          cost.d1Queries += statements.length;
          return target.batch(statements.map((statement) => originals.get(statement) ?? statement));
        };
      }
      const value: unknown = Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function countStatement(statement: D1PreparedStatement, cost: Cost): D1PreparedStatement {
  const counted = new Proxy(statement, {
    get(target, property) {
      if (property === "bind") {
        return (...values: unknown[]) => countStatement(target.bind(...values), cost);
      }
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        cost.d1Queries += 1;
        return value.apply(target, args);
      };
    },
  });
  originals.set(counted, statement);
  return counted;
}
