import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { postJson } from "../remote/post-json";
import { parseWebhook, toWebhookBody, type AlertMessage } from "./message";
import {
  giveUpDeliveries,
  listDueDeliveries,
  takeDelivery,
  markDelivered,
  type Delivery,
} from "./store/deliveries";

const attemptMs = 5_000;
const giveUpMs = 3 * 86_400_000;
/** In one run: the cron has other things to do, and a receiver that hangs costs five seconds each. */
const maxDeliveries = 10;

export type DeliverDeps = Pick<Deps, "traffic" | "variables" | "counters" | "now">;

/**
 * Sends what is owed to the webhook. An attempt that fails comes again after 1, 2, 4 … 60 minutes under the same id, for
 * three days. A worker that dies after the call and before it notes so calls once more: the receiver knows by the id.
 * @param request for tests; `fetch`
 */
export async function deliverAlerts(
  deps: DeliverDeps,
  request: typeof fetch = fetch,
): Promise<void> {
  const givenUp = await giveUpDeliveries(deps, deps.now() - giveUpMs);
  if (givenUp > 0) {
    deps.counters.count("alert.given_up", {}, givenUp);
    log("error", "alerts.given_up", { deliveries: givenUp });
  }
  if (!deps.variables.ALERT_WEBHOOK_URL) return;
  for (const delivery of await listDueDeliveries(deps, deps.now(), maxDeliveries)) {
    // A receiver that does not answer shall not hold the cron ten times.
    if ((await deliver(deps, delivery, request)) === "failed") break;
  }
}

/** One attempt. `taken`: another cron is at it. */
export async function deliver(
  deps: DeliverDeps,
  delivery: Delivery,
  request: typeof fetch = fetch,
): Promise<"delivered" | "failed" | "taken"> {
  const pauseMs = Math.min(60, 2 ** delivery.attempts) * 60_000;
  if (!(await takeDelivery(deps, delivery, deps.now() + pauseMs))) return "taken";
  try {
    await call(deps, delivery, request);
  } catch (cause) {
    deps.counters.count("alert.failed");
    log("warn", "alerts.delivery_failed", { delivery: delivery.id }, cause);
    return "failed";
  }
  await markDelivered(deps, delivery.id, deps.now());
  deps.counters.count("alert.sent");
  return "delivered";
}

async function call(
  { variables }: DeliverDeps,
  { id, body }: Delivery,
  request: typeof fetch,
): Promise<void> {
  const { url, isSlack } = parseWebhook(variables.ALERT_WEBHOOK_URL ?? "");
  const response = await postJson(url, {
    headers: { "idempotency-key": id },
    body: toWebhookBody(JSON.parse(body) as AlertMessage, isSlack),
    limitMs: attemptMs,
    request,
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The webhook answered ${response.status}`);
}
