/** Pure rules of bots and their webhooks. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The first attempt is made by whoever wrote the message; the cron takes it for lost after this. */
export const firstAttemptGraceMs = 30_000;
/** Attempts after which a delivery is given up: their pauses add up to a day. */
export const maxAttempts = 13;
/** A webhook that fails for so long is not called any more. */
export const disableAfterMs = 3 * 24 * hourMs;
/** How long the secret before the present one signs as well. */
export const previousSecretLifeMs = 24 * hourMs;
/** How long deliveries are kept that are over. */
export const keepDeliveriesMs = 7 * 24 * hourMs;

/** When a delivery is tried again whose `attempts` so far have failed: 1, 2, 4 … minutes later, at most four hours. */
export function nextTryAt(now: number, attempts: number): number {
  return now + Math.min(4 * hourMs, 2 ** Math.max(0, attempts - 1) * minuteMs);
}

/** The same in every attempt, so that a receiver knows what it has had already. */
export function toDeliveryId(botId: string, messageId: string): string {
  return `msg_${messageId}_${botId}`;
}

/** The bot's answer to a message has one clientId, so that however often it is given it is posted once. */
export function toReplyClientId(messageId: string): string {
  return `reply-${messageId}`;
}

const secretPrefix = "whsec_";

/** A new secret of a webhook: 24 random bytes, as Standard Webhooks writes them. */
export function newWebhookSecret(): string {
  return secretPrefix + toBase64(crypto.getRandomValues(new Uint8Array(24)));
}

type Signed = { id: string; timestampSeconds: number; body: string };

/**
 * The value of `webhook-signature`: one signature for each secret, HMAC-SHA256 over `id.timestamp.body`.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function signWebhook(secrets: string[], signed: Signed): Promise<string> {
  const content = new TextEncoder().encode(
    `${signed.id}.${signed.timestampSeconds}.${signed.body}`,
  );
  const signatures = await Promise.all(
    secrets.map(async (secret) => {
      const bytes = fromBase64(secret.slice(secretPrefix.length));
      const algorithm = { name: "HMAC", hash: "SHA-256" };
      const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
      return `v1,${toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, content)))}`;
    }),
  );
  return signatures.join(" ");
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
