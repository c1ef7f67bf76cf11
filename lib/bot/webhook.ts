import type { Person } from "../auth/schema";
import { invalidField, PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { judgeReach } from "../remote/reach";
import { getBot } from "./bots";
import { deliverMention } from "./deliver";
import { newWebhookSecret } from "./domain";
import type { Bot, Delivery } from "./schema";
import * as bots from "./store/bots";
import { listDeliveries as listRows, oweAgain } from "./store/deliveries";

/** What is shown when the webhook was set or its secret renewed; `secret` is null when it stays as it was. */
export type WebhookAnswer = { bot: Bot; secret: string | null };

/**
 * Has mentions of a bot sent to an address; saving it switches a bot on again that was switched off for its failures.
 * Throws `not_found`, and `invalid_input` on `url` for an address that is not public.
 */
export async function setWebhook(
  deps: Deps,
  person: Person,
  botId: string,
  text: string,
): Promise<WebhookAnswer> {
  await getBot(deps, person, botId);
  const reach = await judgeReach(deps.variables, text);
  if ("refusal" in reach) throw invalidField("url", reach.refusal);
  const secret = newWebhookSecret();
  const isNew = await bots.setWebhook(deps.db, botId, reach.url.href, secret);
  return { bot: await getBot(deps, person, botId), secret: isNew ? secret : null };
}

/** Sends nothing any more. */
export async function clearWebhook(deps: Deps, person: Person, botId: string): Promise<Bot> {
  await getBot(deps, person, botId);
  await bots.clearWebhook(deps.db, botId);
  return getBot(deps, person, botId);
}

/** A new secret; the one before it signs as well for a day. Throws `not_found`, also without a webhook. */
export async function renewWebhookSecret(
  deps: Deps,
  person: Person,
  botId: string,
): Promise<WebhookAnswer> {
  await getBot(deps, person, botId);
  const secret = newWebhookSecret();
  if (!(await bots.renewSecret(deps.db, botId, secret, deps.now()))) {
    throw new PlazaError("not_found");
  }
  return { bot: await getBot(deps, person, botId), secret };
}

/** The newest 50 mentions that were owed to a bot's webhook, newest first. */
export async function listDeliveries(
  deps: Deps,
  person: Person,
  botId: string,
): Promise<Delivery[]> {
  await getBot(deps, person, botId);
  return listRows(deps.db, botId);
}

/** Sends one of them again now, under the same id, and answers how that went. Throws `not_found`. */
export async function sendAgain(
  deps: Deps,
  person: Person,
  { botId, messageId }: { botId: string; messageId: string },
): Promise<Delivery> {
  const bot = await getBot(deps, person, botId);
  if (bot.webhookUrl === null) throw new PlazaError("not_found");
  const one = { botId, messageId };
  if (!(await oweAgain(deps.db, one, deps.now()))) throw new PlazaError("not_found");
  await deliverMention(deps, one);
  const [delivery] = await listRows(deps.db, botId, messageId);
  if (!delivery) throw new PlazaError("not_found");
  return delivery;
}
