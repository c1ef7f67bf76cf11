import { admit, closedBreaker, settle, type Breaker } from "../../platform/breaker";
import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { within } from "../../platform/within";
import type { NewChunk } from "../schema";
import { insertPendingChunk } from "./store";

type SendDeps = Pick<Deps, "bindings" | "traffic" | "isolate" | "now">;

/** A call that takes longer counts as failed. It may have been carried out all the same, which is why chunks have names. */
const sendLimitMs = 2_000;

/**
 * Hands a chunk over: to the queue or, when that fails, to `pending_chunks`, from where the cron feeds it through the same
 * aggregation. Never throws. After `failed` the caller sends the very same chunk again: `isolate` and `seq` make every
 * repetition, and a call that only seemed to fail, count once. Three failures in a row close a way for five seconds.
 */
export async function sendChunk(
  deps: SendDeps,
  chunk: NewChunk,
): Promise<"queued" | "stored" | "failed"> {
  const { TRAFFIC_QUEUE: queue } = deps.bindings;
  if (queue && (await attempt(deps, "queue", () => queue.send(chunk, { contentType: "json" })))) {
    return "queued";
  }
  return (await attempt(deps, "database", () => insertPendingChunk(deps, chunk)))
    ? "stored"
    : "failed";
}

/** A chunk that was announced should have arrived by the time that the word of it is read. */
const announceDelayMs = 60_000;

/**
 * Leaves a chunk without events in the database: its place in the sequence says how much was sent before it, also when the
 * queue and the isolate are gone. Never throws.
 */
export async function storeAnnouncement(
  deps: SendDeps,
  chunk: NewChunk,
): Promise<"stored" | "failed"> {
  const insert = () => insertPendingChunk(deps, chunk, announceDelayMs);
  return (await attempt(deps, "database", insert)) ? "stored" : "failed";
}

async function attempt(
  { isolate, now }: SendDeps,
  way: "queue" | "database",
  call: () => Promise<unknown>,
): Promise<boolean> {
  const holder = isolate<{ breaker: Breaker }>(`traffic.send.${way}`, () => ({
    breaker: closedBreaker,
  }));
  const { decision, next } = admit(holder.breaker, now());
  holder.breaker = next;
  if (decision === "refuse") return false;
  try {
    await within(sendLimitMs, `Sending a chunk to the ${way}`, call());
    holder.breaker = settle(holder.breaker, decision, true, now());
    return true;
  } catch (cause) {
    holder.breaker = settle(holder.breaker, decision, false, now());
    log("warn", "traffic.send_failed", { way }, cause);
    return false;
  }
}
