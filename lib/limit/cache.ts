import type { RedisClient } from "../platform/redis";
import type { Limit, Taken } from "./window";

/** KEYS: counter. ARGV: length of a window in ms. Answers the count and how many ms of the window are left. */
const takeScript = `
local count = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {count, left}
`;

/** Counts one action in Redis; a window starts with its first action. `null`: Redis cannot say. */
export async function takeFromRedis(
  redis: RedisClient,
  key: string,
  limit: Limit,
  now: number,
): Promise<Taken | null> {
  const windowMs = limit.windowSeconds * 1000;
  try {
    const answer = await redis.eval(takeScript, [key], [windowMs]);
    const [count, leftMs] = Array.isArray(answer) ? answer.map(Number) : [];
    if (count === undefined || leftMs === undefined) return null;
    return { count, startedAt: now + leftMs - windowMs };
  } catch {
    // The client has noted why; D1 counts instead.
    return null;
  }
}
