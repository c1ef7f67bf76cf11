import { describe, expect, it } from "vitest";
import { parseWebhook, toWebhookBody, type AlertMessage } from "./message";

const message: AlertMessage = {
  id: "delivery1",
  state: "open",
  alert: {
    id: "alert1",
    rule: "lag",
    severity: "critical",
    value: 720_000,
    detail: "The oldest event is 12 min old",
    openedAt: 1_700_000_000_000,
  },
  at: 1_700_000_000_000,
};

describe("a message to the webhook", () => {
  it("carries its id, so that the receiver knows a repetition", () => {
    expect(JSON.parse(toWebhookBody(message, false))).toEqual({
      ...message,
      text: "Plaza: CRITICAL lag: The oldest event is 12 min old",
    });
  });

  it("is a text for Slack", () => {
    expect(JSON.parse(toWebhookBody({ ...message, state: "closed" }, true))).toEqual({
      text: "Plaza: closed lag. It was: The oldest event is 12 min old (delivery1)",
    });
  });
});

describe("the webhook's address", () => {
  it.each([
    ["https://hooks.slack.com/services/T/B/x", true],
    ["https://acme.slack.com/hook", true],
    ["https://notslack.com/hook", false],
    ["https://hooks.slack.com.example.org/hook", false],
    ["http://localhost:9000/hook", false],
    ["http://127.0.0.1:9000/hook", false],
    ["http://[::1]:9000/hook", false],
  ])("%s is taken", (address, isSlack) => {
    expect(parseWebhook(address).isSlack).toBe(isSlack);
  });

  it.each(["http://example.org/hook", "ftp://localhost/", "file:///etc/passwd", "", "no address"])(
    "“%s” is refused",
    (address) => {
      expect(() => parseWebhook(address)).toThrow();
    },
  );
});
