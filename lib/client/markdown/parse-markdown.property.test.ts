import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMarkdown } from "./parse-markdown";
import { toPlainText } from "./plain-text";

const plain = (text: string) => toPlainText(parseMarkdown(text), () => undefined);

/** Everything that is on the screen, also the language of code. */
const seen = (text: string) =>
  parseMarkdown(text)
    .map((part) =>
      part.type === "code" ? `${part.language}\n${part.text}` : toPlainText([part], () => ""),
    )
    .join("\n");

describe("whatever is written", () => {
  /** Markup, words of which each is there once, and white space. */
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        "*",
        "**",
        "***",
        "_",
        "~~",
        "~",
        "`",
        "``",
        "```",
        "\n```js\n",
        "[",
        "]",
        "(",
        ")",
      ),
      fc.constantFrom(
        "\n",
        "\n\n",
        " ",
        "  ",
        "\n> ",
        "\n- ",
        "\n  - ",
        "\n1. ",
        "<@u1>",
        "<",
        ">",
        "\\",
      ),
      fc.constantFrom(
        "https://a.example/x_y",
        "](https://b.example)",
        "](javascript:x)",
        "。",
        "、",
        "😀",
      ),
      fc.nat(999).map((number) => `w${number}`),
      fc.constantFrom("重要", "あ", "한글", "é"),
    ),
    { maxLength: 60 },
  );

  it("is never refused, and none of its words is lost or moved", () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join("");
        const words = (from: string) => from.match(/w\d+|重要|あ|한글|é|😀|js/gu);
        expect(words(seen(text))).toEqual(words(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("stays as it is when it is plain, whatever script", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (any) => {
        const text = any.replace(/[`*_~[\]<>\-.:]/gu, "").trim();
        expect(plain(text)).toBe(text);
        expect(plain(plain(text))).toBe(text);
      }),
    );
  });

  it("costs steps in proportion to its length", () => {
    const hostile = [
      "*",
      "**a",
      "***",
      "_ _",
      "*a _b ",
      "`",
      "`a``b```c",
      "[",
      "]",
      "](",
      "[](",
      "[a](((",
      "> ",
      ">\n",
      "> > > > ",
      "- a\n  - b\n",
      "1. ",
      "```",
      "```\n",
      "\n```a\n",
      "~~a",
      "<@",
      "<@a>",
      "https://",
      "https://a)",
      "https://a.example/(",
      "**a** ",
      "*a*",
      "\n \n",
      "(*^",
      "\\",
      "[a](https://b.example) ",
      "![",
      "a.",
      "[a.a.](https://b.example)",
    ];
    for (const piece of hostile) {
      const cost = (length: number) => {
        const meter = { steps: 0 };
        parseMarkdown(piece.repeat(Math.ceil(length / piece.length)), meter);
        return meter.steps;
      };
      expect(cost(64_000), piece).toBeLessThan(cost(8_000) * 9 + 100);
      expect(cost(64_000), piece).toBeLessThan(64_000 * 14);
    }
  });
});
