import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findHighlights, toTerms } from "../search/domain";
import { toSnippet } from "./snippet";

const nameOf = (id: string) => (id === "u1" ? "Ada" : undefined);
const show = (body: string, query: string) =>
  toSnippet({ body, attachments: [] }, findHighlights(body, toTerms(query), 20), nameOf)
    .map(({ text, found }) => (found ? `[${text}]` : text))
    .join("");

describe("a message that was found", () => {
  it("shows the words where they stand, as plain text", () => {
    expect(show("我在台灣，台湾很好", "台湾")).toBe("我在[台灣]，[台湾]很好");
    expect(show("Un **café** noir\n> cited", "cafe")).toBe("Un [café] noir cited");
    expect(show("hello <@u1>, hello <@u2>", "hello")).toBe("[hello] @Ada, [hello] @…");
    expect(show("`const café = 1` and *more*", "cafe more")).toBe("const [café] = 1 and [more]");
  });

  it("marks nothing inside of a mention, whose text is a name", () => {
    expect(show("<@u1> and u1", "u1")).toBe("@Ada and [u1]");
  });

  it("is cut around the first place, and never through a character", () => {
    const shown = show(`${"🎉 ".repeat(100)}needle ${"x".repeat(400)}`, "needle");
    expect(shown).toMatch(/^…[🎉 ]+\[needle\] x+…$/u);
    expect([...shown].length).toBeLessThan(230);
    expect(show("short", "else")).toBe("short");
  });

  it("is named by its files when it has no words", () => {
    const file = {
      id: "f",
      url: "/f",
      name: "plan.pdf",
      type: "",
      size: 1,
      width: null,
      height: null,
    };
    expect(toSnippet({ body: "", attachments: [file] }, [], nameOf)).toEqual([
      { text: "plan.pdf", found: false },
    ]);
  });

  it("never fails, whatever was written and whatever is marked", () => {
    const span = fc
      .tuple(fc.nat(60), fc.nat(60))
      .map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            "**",
            "`",
            "<@u1>",
            "[a](https://b.c)",
            "\n",
            "> ",
            "word",
            "\uE0F0",
            "台",
          ),
        ),
        fc.array(span),
        (parts, spans) => {
          const body = parts.join("");
          const inOrder = spans.sort((a, b) => a.from - b.from);
          const text = toSnippet({ body, attachments: [] }, inOrder, nameOf)
            .map((piece) => piece.text)
            .join("");
          expect(text).not.toMatch(/[\uE0F0\uE0F1]/u);
        },
      ),
    );
  });
});
