import { env } from "cloudflare:workers";
import { inject } from "vitest";
import type { Person } from "../../../lib/auth/schema";
import {
  addBotToRoom,
  createBot,
  createBotToken,
  deliverDueMentions,
  setWebhook,
} from "../../../lib/bot/service";
import { createBotTokenSchema, type TokenScope } from "../../../lib/token/schema";
import { postMessage } from "../../../lib/chat/service";
import { createChat, post, withoutObject } from "./chat";
import { testDeps } from "./deps";
import type { ReceivedCall, ReceiverPlan } from "./webhook-receiver";

const webhook = inject("testWebhook");

/** What the receiver answers to the next calls; forgets those before. */
export async function plan(...answers: ReceiverPlan["answers"]): Promise<void> {
  await fetch(webhook.controlUrl, { method: "PUT", body: JSON.stringify({ answers }) });
}

export async function received(): Promise<ReceivedCall[]> {
  return (await fetch(webhook.controlUrl)).json();
}

/** A bot in a room of its owner, with a webhook that leads to the receiver. */
export async function createBotInRoom(people = 1) {
  const { roomId, persons } = await createChat(people);
  const owner = persons[0]!;
  const bot = await createBot(testDeps(), owner, "Helper");
  await addBotToRoom(testDeps(), owner, bot.id, roomId);
  const { secret } = await setWebhook(testDeps(), owner, bot.id, webhook.url);
  return { roomId, persons, owner, botId: bot.id, secret: secret ?? "" };
}

export async function makeToken(owner: Person, botId: string, scopes: TokenScope[]) {
  const asked = createBotTokenSchema.parse({ name: "Program", scopes });
  return createBotToken(testDeps(), owner, botId, asked);
}

/** The cron, at a moment. */
export async function deliverAt(now: number, from = testDeps({ now: () => now })): Promise<void> {
  await deliverDueMentions(from);
}

export async function deliveriesOf(botId: string) {
  const { results } = await env.DB.prepare(
    `SELECT message_id, state, attempts, next_at, last_status, last_fault FROM bot_deliveries
     WHERE bot_id = ? ORDER BY created_at, message_id`,
  )
    .bind(botId)
    .all<{
      message_id: string;
      state: string;
      attempts: number;
      next_at: number;
      last_status: number | null;
      last_fault: string | null;
    }>();
  return results;
}

/** When the tests of webhooks begin. */
export const start = Date.UTC(2026, 10, 21, 12);

/** Mentions a bot past the room's object: the message is written and nobody sends, as when its worker died after the write. */
export async function mention(roomId: string, author: { id: string }, botId: string, now = start) {
  const deps = withoutObject(testDeps({ now: () => now }));
  return (await postMessage(deps, author, roomId, post(`<@${botId}> are you there?`))).message;
}

/** What a call fails with; "nothing" when it does not. */
export const fails = (work: Promise<unknown>) =>
  work.then(
    () => "nothing",
    (error: unknown) => error,
  );

/** Nothing owed to any bot, and a receiver that has heard nothing. */
export async function beginDeliveries(): Promise<void> {
  await env.DB.prepare("DELETE FROM bot_deliveries").run();
  await plan();
}
