import { describe, expect, it } from "vitest";
import { xssPayloads } from "../../../tests/e2e/fixtures/xss-payloads";
import { parseMarkdown } from "./parse-markdown";
import type { Block, Inline } from "./tree";

function toAddresses(part: Block | Inline): string[] {
  switch (part.type) {
    case "code":
    case "text":
    case "mention":
      return [];
    case "link":
      return [part.href, ...part.children.flatMap(toAddresses)];
    case "quote":
      return part.blocks.flatMap(toAddresses);
    case "list":
      return part.items.flatMap(({ children, list }) =>
        [...children, ...(list ? [list] : [])].flatMap(toAddresses),
      );
    default:
      return part.children.flatMap(toAddresses);
  }
}

describe("hostile texts", () => {
  it("are many", () => expect(new Set(xssPayloads).size).toBeGreaterThan(180));

  it.each(xssPayloads.map((payload) => [payload]))("lead nowhere but to the web: %j", (payload) => {
    for (const text of [payload, `[a](${payload})`, `**${payload}**`, `> - ${payload}`]) {
      for (const address of parseMarkdown(text).flatMap(toAddresses)) {
        expect(address).toMatch(/^(?:https?:\/\/|mailto:)/);
        expect(address).not.toMatch(/[\s<>"]/);
      }
    }
  });
});
