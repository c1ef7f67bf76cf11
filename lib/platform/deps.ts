import type { Cache } from "../cache/cache";
import { createCache } from "../cache/create-cache";
import type { RoomObject } from "../chat/room-object";
import { PlazaError } from "../http/problem";
import { isolateCounters, type Counters } from "../telemetry/counters";
import { countQueries, openDatabase, type Cost, type Database } from "./database";
import { parseVariables, type Bindings, type Variables } from "./env";
import { isolateState, type IsolateState } from "./isolate";
import { openRedis, type RedisClient } from "./redis";

/** Everything with effects that a use-case may touch; the first argument of each. One per request. */
export type Deps = {
  db: Database;
  /** `TRAFFIC_DB`, for the stores of the statistics, which write SQL. Its queries count as well. */
  traffic: D1Database;
  cache: Cache;
  /** `null` without `UPSTASH_REDIS_REST_URL`. */
  redis: RedisClient | null;
  counters: Counters;
  /** State that outlives this request; another one per isolate. */
  isolate: IsolateState;
  cost: Cost;
  bindings: Bindings;
  variables: Variables;
  /** The object of a room; its calls may fail when the object cannot be reached. */
  room: (roomId: string) => RoomObject;
  /** Milliseconds since the epoch, UTC. */
  now: () => number;
  /** Keeps the isolate alive for work that must not delay the answer. */
  waitUntil: (promise: Promise<unknown>) => void;
};

export function createDeps(
  bindings: Bindings,
  waitUntil: (promise: Promise<unknown>) => void,
  now: () => number = Date.now,
  isolate: IsolateState = isolateState,
): Deps {
  const variables = parseVariables(bindings);
  const cost: Cost = { d1Queries: 0, redisRoundTrips: 0 };
  const counters = isolateCounters(isolate);
  const redis = openRedis({ variables, cost, counters, isolate, now });
  return {
    db: openDatabase(bindings.DB, cost),
    get traffic() {
      return countQueries(getTrafficDatabase(bindings), cost);
    },
    cache: createCache({ redis, counters, isolate, now, waitUntil }),
    redis,
    counters,
    isolate,
    cost,
    bindings,
    variables,
    room: (roomId) =>
      bindings.CHAT_ROOM_DO.get(bindings.CHAT_ROOM_DO.idFromName(roomId)) as unknown as RoomObject,
    now,
    waitUntil,
  };
}

function getTrafficDatabase({ TRAFFIC_DB: database }: Bindings): D1Database {
  if (!database) throw new PlazaError("unavailable", { detail: "TRAFFIC_DB is not bound" });
  return database;
}
