import { TicketKeys } from "../../cache/keys";
import type { RedisClient } from "../../platform/redis";
import { ticketTtlSeconds, type TicketStore } from "../store-contract";

/** Redis: `GETDEL` gives the record to exactly one caller. */
export function createRedisTicketStore(redis: RedisClient): TicketStore {
  return {
    kind: "redis",
    async put(jti, expiresAt) {
      await redis.set(TicketKeys.record(jti), String(expiresAt), { exSeconds: ticketTtlSeconds });
    },
    async take(jti) {
      return (await redis.getdel(TicketKeys.record(jti))) === null ? "missing" : "taken";
    },
  };
}
