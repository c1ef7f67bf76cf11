import { isbot } from "isbot";
import { sha256Hex } from "../../platform/id";
import type { Deps } from "../../platform/deps";
import { toDay, toEventId } from "../domain";
import type { TrafficEvent } from "../schema";
import { toCountry, toEventPath, toMethod } from "./domain";
import { findSalt } from "./find-salt";

/** What is known of a request once it has been answered. */
export type Visit = {
  method: string;
  pathname: string;
  /** As `toRoute` says it. */
  route: string;
  status: number;
  /** Cloudflare's word for the client's address; `local` where there is none. Never stored. */
  ip: string;
  country: unknown;
  userAgent: string | null;
  /** Random, unique. */
  requestId: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  endedAt: number;
};

const longestAgent = 256;
const longestMs = 3_600_000;

/**
 * The event of a request. `weight`: of how many requests it is the one taken. The address goes in as a salted hash only,
 * or not at all where `TRAFFIC_COLLECT_IP` is `0` or the day's salt cannot be had (counted).
 */
export async function toEvent(
  deps: Pick<Deps, "bindings" | "variables" | "isolate" | "now" | "counters">,
  visit: Visit,
  weight: number,
): Promise<TrafficEvent> {
  const { TRAFFIC_COLLECT_IP: withIp, TRAFFIC_COLLECT_UA: withAgent } = deps.variables;
  const path = toEventPath(visit.pathname, visit.route);
  const { startedAt: timestamp, requestId } = visit;
  const agent = visit.userAgent?.slice(0, longestAgent);
  return {
    version: 1,
    id: await toEventId(timestamp, { ip: withIp ? visit.ip : "", path, requestId }),
    path,
    route: visit.route,
    method: toMethod(visit.method),
    status: visit.status >= 100 && visit.status <= 599 ? visit.status : 500,
    responseTime: toMilliseconds(visit),
    clientIpHash: withIp ? await hashAddress(deps, visit) : null,
    country: toCountry(visit.country),
    // Browsers always name themselves.
    bot: agent ? isbot(agent) : true,
    ...(withAgent && agent ? { userAgent: agent } : {}),
    weight,
    timestamp,
  };
}

function toMilliseconds({ startedAt, endedAt }: Visit): number {
  const ms = Math.min(longestMs, Math.max(0, endedAt - startedAt));
  return Math.round(ms * 1000) / 1000;
}

async function hashAddress(
  deps: Parameters<typeof toEvent>[0],
  { ip, startedAt }: Visit,
): Promise<string | null> {
  const salt = await findSalt(deps, toDay(startedAt));
  if (!salt) {
    deps.counters.count("traffic.salt_missing");
    return null;
  }
  return (await sha256Hex(`${salt}${ip}`)).slice(0, 16);
}
