import { postMessage } from "../chat/service";
import { PlazaError } from "../http/problem";
import { readBytes } from "../http/read-body";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { postJson } from "../remote/post-json";
import { judgeReach } from "../remote/reach";
import { nextTryAt, signWebhook, toDeliveryId, toReplyClientId } from "./domain";
import { webhookReplySchema, type DeliveryFault, type MentionEvent } from "./schema";
import {
  findAttempts,
  listDue,
  markDelivered,
  markFailed,
  markGone,
  removeOldDeliveries,
  takeDelivery,
  type Parcel,
} from "./store/deliveries";
import type { OwedMention } from "./store/owe";

const attemptMs = 8_000;
const maxAnswerBytes = 64 * 1024;
/** In one run of the cron. */
const dueAtMost = 30;
/** A Worker has six simultaneous outgoing connections. */
const atOnce = 5;

/** For tests: the world outside. */
type Outside = { request?: typeof fetch };

/** What became of one attempt. `taken`: somebody else is at it, or it is over. */
export type Attempted = "delivered" | "failed" | "taken" | "gone";

/** Sends mentions that were just written, each once; what fails comes again by the cron. Never throws. */
export async function deliverMentions(
  deps: Deps,
  owed: OwedMention[],
  outside: Outside = {},
): Promise<void> {
  const queue = [...owed];
  const work = async () => {
    for (let one = queue.shift(); one; one = queue.shift()) {
      await deliverMention(deps, one, outside).catch((cause: unknown) =>
        log("error", "bot.delivery_broke", {}, cause),
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** For the cron: what is due, of those too whose sender died between write and call; then forgets what is long over. */
export async function deliverDueMentions(deps: Deps, outside: Outside = {}): Promise<void> {
  await deliverMentions(deps, await listDue(deps.db, deps.now(), dueAtMost), outside);
  await removeOldDeliveries(deps.db, deps.now());
}

/**
 * One attempt under the delivery's one id. Whoever dies after the call and before the note calls again: the receiver
 * knows by the id, and a reply is posted once.
 */
export async function deliverMention(
  deps: Deps,
  one: OwedMention,
  { request }: Outside = {},
): Promise<Attempted> {
  const seen = await findAttempts(deps.db, one);
  if (seen === null) return "taken";
  const now = deps.now();
  const parcel = await takeDelivery(deps.db, one, { seen, nextAt: nextTryAt(now, seen + 1), now });
  if (parcel === "taken") return "taken";
  if (parcel === "gone") {
    await markGone(deps.db, one);
    return "gone";
  }
  const result = await call(deps, one, parcel, request);
  const { status, fault } = result;
  if (result.arrived) {
    await markDelivered(deps.db, one, { status, fault });
    deps.counters.count("bot.delivered");
    return "delivered";
  }
  // 410 is how a receiver says that it wants no more (Standard Webhooks).
  await markFailed(deps.db, one, { status, fault, disable: status === 410, now: deps.now() });
  deps.counters.count("bot.delivery_failed");
  return "failed";
}

type Result = { arrived: boolean; status: number | null; fault: DeliveryFault | null };

async function call(
  deps: Deps,
  one: OwedMention,
  parcel: Parcel,
  request: typeof fetch | undefined,
): Promise<Result> {
  const reach = await judgeReach(deps.variables, parcel.url);
  if ("refusal" in reach) {
    const fault = reach.kind === "private" ? "private_address" : "no_answer";
    return { arrived: false, status: null, fault };
  }
  try {
    const { body, headers } = await toSignedEvent(deps, one, parcel);
    const sent = { body, headers, limitMs: attemptMs, ...(request && { request }) };
    const response = await postJson(reach.url, sent);
    const { status } = response;
    if (!response.ok) {
      await response.body?.cancel();
      return { arrived: false, status, fault: "refused" };
    }
    return await takeReply(deps, one, parcel, response);
  } catch (cause) {
    log("warn", "bot.no_answer", { bot: one.botId }, cause);
    return { arrived: false, status: null, fault: "no_answer" };
  }
}

async function toSignedEvent(deps: Deps, one: OwedMention, parcel: Parcel) {
  const { message, roomName, secret, previousSecret } = parcel;
  const id = toDeliveryId(one.botId, one.messageId);
  const now = deps.now();
  const room = { id: message.roomId, name: roomName };
  const event: MentionEvent = { id, type: "mention", room, message, at: now };
  const body = JSON.stringify(event);
  const timestampSeconds = Math.floor(now / 1000);
  const secrets = [secret, ...(previousSecret === null ? [] : [previousSecret])];
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(timestampSeconds),
    "webhook-signature": await signWebhook(secrets, { id, timestampSeconds, body }),
    "user-agent": "Plaza",
  };
  return { body, headers };
}

/** A 2xx has arrived, whatever it says; with `{text}` it is answered in the room, under one clientId. */
async function takeReply(
  deps: Deps,
  { botId, messageId }: OwedMention,
  { message }: Parcel,
  response: Response,
): Promise<Result> {
  const { status } = response;
  const arrived = { arrived: true, status, fault: null };
  const reply = await readReply(response);
  if (reply === null) return arrived;
  if (reply === "unusable") return { ...arrived, fault: "reply_refused" };
  const clientId = toReplyClientId(messageId);
  try {
    await postMessage(deps, { id: botId }, message.roomId, {
      clientId,
      body: reply.text,
      replyTo: messageId,
    });
    return arrived;
  } catch (cause) {
    if (!(cause instanceof PlazaError)) throw cause;
    const isPassing = cause.code === "unavailable" || cause.code === "rate_limited";
    return { arrived: !isPassing, status, fault: "reply_refused" };
  }
}

/** Null: the answer says nothing. `unusable`: it says something that cannot be posted. */
async function readReply(response: Response): Promise<{ text: string } | null | "unusable"> {
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  if (!isJson) {
    await response.body?.cancel();
    return null;
  }
  try {
    const text = new TextDecoder().decode(await readBytes(response, maxAnswerBytes));
    const reply = webhookReplySchema.safeParse(JSON.parse(text || "{}"));
    if (!reply.success) return "unusable";
    return reply.data.text === undefined ? null : { text: reply.data.text };
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof PlazaError) return "unusable";
    throw cause;
  }
}
