import type { Severity } from "./schema";

/** What the webhook is told, kept as it was owed until it is delivered. */
export type AlertMessage = {
  /** The delivery's; the same in every attempt. Also sent as `Idempotency-Key`. */
  id: string;
  state: "open" | "escalated" | "closed" | "test";
  alert: {
    id: string;
    rule: string;
    severity: Severity;
    value: number;
    detail: string;
    openedAt: number;
  };
  at: number;
};

/** `Plaza: CRITICAL lag: The oldest event … is 12 min old` */
function toText({ state, alert }: AlertMessage): string {
  switch (state) {
    case "open":
    case "escalated":
      return `Plaza: ${alert.severity.toUpperCase()} ${alert.rule}: ${alert.detail}`;
    case "closed":
      return `Plaza: closed ${alert.rule}. It was: ${alert.detail}`;
    case "test":
      return `Plaza: ${alert.detail}`;
  }
}

/**
 * The address of the webhook and the form it expects. Throws unless it is https (or this machine), so that alerts do not
 * cross a network in the open.
 */
export function parseWebhook(address: string): { url: URL; isSlack: boolean } {
  const url = new URL(address);
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLocal)) {
    throw new Error("ALERT_WEBHOOK_URL must be https");
  }
  return { url, isSlack: url.hostname === "slack.com" || url.hostname.endsWith(".slack.com") };
}

/** The JSON that goes out. Slack shows `text` and knows no other fields: https://api.slack.com/messaging/webhooks */
export function toWebhookBody(message: AlertMessage, isSlack: boolean): string {
  const text = toText(message);
  if (isSlack) return JSON.stringify({ text: `${text} (${message.id})` });
  return JSON.stringify({ ...message, text });
}
