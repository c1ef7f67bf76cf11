import type { Person } from "../auth/schema";
import { RateLimitKeys } from "../cache/keys";
import { invalidField, PlazaError } from "../http/problem";
import { takeFromLimit } from "../limit/take";
import type { Deps } from "../platform/deps";
import { newId, sha256Hex } from "../platform/id";
import { checkRemoteUrl } from "../share/remote";
import { isBrowserKeys } from "./encrypt";
import { toTestPayload } from "./payload";
import { sendPush } from "./push-service";
import type { OwnBrowser, Subscribe } from "./schema";
import {
  deleteSubscription,
  findBrowser,
  listSubscriptions,
  upsertSubscription,
} from "./store/subscriptions";
import { findVapidKeys } from "./vapid";

/** What browsers need to subscribe; null where this installation sends no pushes. */
export function getPushKey(deps: Pick<Deps, "variables">): string | null {
  return findVapidKeys(deps.variables)?.publicKey ?? null;
}

/** My browsers that take pushes. */
export function listBrowsers(deps: Deps, person: Person): Promise<OwnBrowser[]> {
  return listSubscriptions(deps.db, person.id, deps.now());
}

/**
 * Takes this browser's subscription on; the same again changes nothing. It ends with the session that brings it.
 * Throws `unavailable` without keys, `invalid_input` for an address or keys that cannot be used.
 */
export async function subscribe(
  deps: Deps,
  person: Person,
  { endpoint, keys, locale }: Subscribe,
  userAgent: string | null,
): Promise<{ id: string }> {
  if (!getPushKey(deps)) throw new PlazaError("unavailable");
  await takeFromLimit(deps, RateLimitKeys.pushBrowsers(person.id), {
    limit: 20,
    windowSeconds: 60,
  });
  if (!(await isBrowserKeys(keys))) throw invalidField("keys", "Are not those of a browser");
  await checkRemoteUrl(deps, endpoint, "endpoint");
  const id = await upsertSubscription(deps.db, {
    ...{ id: newId(16), userId: person.id, sid: person.sid, endpoint, ...keys, userAgent },
    locale: locale ?? null,
    endpointHash: await sha256Hex(endpoint),
    now: deps.now(),
  });
  return { id };
}

/** Takes one of my browsers off the list; repeating changes nothing. */
export async function unsubscribe(deps: Deps, person: Person, id: string): Promise<void> {
  await deleteSubscription(deps.db, person.id, id);
}

/**
 * Sends one of my browsers a notification that says that it works, whatever the hour. Throws `not_found`; `gone` when the
 * browser has ended its subscription (it leaves the list), `unavailable` when its push service does not take it.
 */
export async function sendTest(
  deps: Deps,
  person: Person,
  id: string,
  request: typeof fetch = fetch,
): Promise<void> {
  const keys = findVapidKeys(deps.variables);
  if (!keys) throw new PlazaError("unavailable");
  await takeFromLimit(deps, RateLimitKeys.pushTests(person.id), { limit: 5, windowSeconds: 60 });
  const browser = await findBrowser(deps.db, person.id, id);
  if (!browser) throw new PlazaError("not_found");
  const payload = toTestPayload(browser, deps.now());
  const sending = {
    keys,
    browser,
    payload,
    ttlSeconds: 60,
    urgency: "high",
    topic: "test",
  } as const;
  const answer = await sendPush(deps, sending, request);
  if (answer.kind === "gone") {
    await deleteSubscription(deps.db, person.id, id);
    throw new PlazaError("gone");
  }
  if (answer.kind !== "sent") throw new PlazaError("unavailable");
}
