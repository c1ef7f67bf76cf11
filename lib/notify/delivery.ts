import { toMentions } from "../chat/domain";
import type { Deps } from "../platform/deps";
import { giveUpAfterMs, judgeOwed, nextPushAt } from "./domain";
import { toMessagePayload } from "./payload";
import { sendPush } from "./push-service";
import { claimOwed, listNames, noteOutcomes, type ClaimedPush, type Outcome } from "./store/owed";
import { findVapidKeys, type VapidKeys } from "./vapid";

/** As many requests as a worker may have open at once. */
const atOnce = 6;
const perClaim = 60;
const claimsPerRun = 10;
/** Longer than a full claim takes when every service hangs: ten rounds of ten seconds. */
const leaseMs = 150_000;

export type DeliveryDeps = Pick<Deps, "db" | "variables" | "counters" | "now">;

/**
 * Sends the pushes that are due, those that are still wanted; the others are forgotten. Safe to run at once in several
 * workers: each takes on its own. A worker that dies after sending and before it notes so sends the same once more, under
 * the same topic and id, which replaces the first. Answers how many were sent.
 * @param request for tests; `fetch`
 */
export async function deliverPushes(
  deps: DeliveryDeps,
  request: typeof fetch = fetch,
): Promise<{ sent: number }> {
  const keys = findVapidKeys(deps.variables);
  let sent = 0;
  for (let round = 0; round < claimsPerRun; round += 1) {
    const claimed = await claimOwed(deps.db, { now: deps.now(), leaseMs, limit: perClaim });
    if (claimed.length === 0) break;
    const outcomes = await settle(deps, keys, claimed, request);
    await noteOutcomes(deps.db, outcomes, deps.now());
    sent += outcomes.filter(({ kind }) => kind === "sent").length;
    if (claimed.length < perClaim) break;
  }
  return { sent };
}

async function settle(
  deps: DeliveryDeps,
  keys: VapidKeys | null,
  claimed: ClaimedPush[],
  request: typeof fetch,
): Promise<Outcome[]> {
  const mentioned = claimed.flatMap(({ body }) => toMentions(body, ""));
  const names = await listNames(deps.db, [...new Set(mentioned)]);
  const outcomes: Outcome[] = [];
  for (let at = 0; at < claimed.length; at += atOnce) {
    const few = claimed.slice(at, at + atOnce);
    outcomes.push(
      ...(await Promise.all(few.map((push) => settleOne(deps, keys, push, names, request)))),
    );
  }
  for (const { kind } of outcomes) deps.counters.count("push.settled", { outcome: kind });
  return outcomes;
}

async function settleOne(
  deps: DeliveryDeps,
  keys: VapidKeys | null,
  push: ClaimedPush,
  names: ReadonlyMap<string, string>,
  request: typeof fetch,
): Promise<Outcome> {
  const now = deps.now();
  const verdict = judgeOwed(push, now);
  if (verdict.do === "wait") return { push, kind: "wait", until: verdict.until };
  const { browser } = push;
  if (verdict.do === "drop" || !browser || !keys) return { push, kind: "dropped" };
  const payload = toMessagePayload(push, browser, names);
  const ttlSeconds = Math.max(60, Math.ceil((push.createdAt + giveUpAfterMs - now) / 1000));
  const urgency = push.reason === "everything" ? "normal" : "high";
  const sending = { keys, browser, payload, ttlSeconds, urgency, topic: push.messageId } as const;
  const answer = await sendPush(deps, sending, request);
  if (answer.kind !== "retry") return { push, kind: answer.kind };
  const until = nextPushAt(now, push.attempts, answer.retryAfterSeconds);
  return { push, kind: "retry", until };
}
