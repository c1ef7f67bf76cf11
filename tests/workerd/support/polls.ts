import { findPerson } from "../../../lib/auth/service";
import { getMessages, getMeta, prefetchMessages, prefetchMeta } from "../../../lib/chat/service";
import type { IsolateState } from "../../../lib/platform/isolate";
import { testDeps } from "./deps";

/** Where a poll arrives: calls with the same one share an isolate. */
export type Site = {
  isolate: IsolateState;
  redis?: boolean;
  now?: () => number;
  variables?: Record<string, string>;
};

/** A poll as the route does it: session, membership and numbers. */
export async function poll(site: Site, userId: string, roomId: string) {
  const deps = testDeps(site);
  prefetchMeta(deps, roomId, userId);
  const caller = await findPerson(deps, { userId, sid: "the-session" });
  const meta = await getMeta(deps, caller!, roomId);
  await deps.settled();
  return { meta, ...deps.cost };
}

/** The newest page as the route reads it, and what it cost. */
export async function readPage(site: Site, userId: string, roomId: string, limit = 10) {
  const deps = testDeps(site);
  const query = { limit };
  prefetchMessages(deps, roomId, userId, query);
  const caller = await findPerson(deps, { userId, sid: "the-session" });
  const page = await getMessages(deps, caller!, roomId, query);
  const { redisRoundTrips, d1Queries } = deps.cost;
  await deps.settled();
  return { page, redisRoundTrips, d1Queries };
}
