import { describe, expect, it } from "vitest";
import { parseMarkdown } from "./parse-markdown";
import { toPlainText } from "./plain-text";
import type { Block, Inline } from "./tree";

/** A short form of the tree, to compare with. */
const show = (text: string) => parseMarkdown(text).map(block).join("|");

function block(part: Block): string {
  switch (part.type) {
    case "paragraph":
      return inline(part.children);
    case "code":
      return `pre(${part.language ?? ""}:${part.text})`;
    case "quote":
      return `quote(${part.blocks.map(block).join("|")})`;
    case "list": {
      const items = part.items.map(({ number, children, list }) => {
        return `${part.ordered ? `${number}.` : "-"}${inline(children)}${list ? block(list) : ""}`;
      });
      return `list(${items.join(" ")})`;
    }
  }
}

function inline(children: readonly Inline[]): string {
  return children
    .map((child) => {
      if (child.type === "text") return child.text;
      if (child.type === "code") return `code(${child.text})`;
      if (child.type === "mention") return `mention(${child.userId})`;
      if (child.type !== "link") return `${child.type}(${inline(child.children)})`;
      return `link(${inline(child.children)} ${child.href}${child.target ? ` !${child.target}` : ""})`;
    })
    .join("");
}

const named: Record<string, string> = { u1: "Ann" };
const plain = (text: string) => toPlainText(parseMarkdown(text), (id) => named[id]);

describe("emphasis", () => {
  it.each([
    ["**bold** and *italic* and ~~gone~~", "strong(bold) and em(italic) and del(gone)"],
    ["_italic_", "em(italic)"],
    ["*a **b** c*", "em(a strong(b) c)"],
    ["**a *b***", "strong(a em(b))"],
    ["***both***", "em(strong(both))"],
    ["**two\nlines**", "strong(two\nlines)"],
    ["**重要**的事", "strong(重要)的事"],
    ["中文**重点。**然后", "中文strong(重点。)然后"],
    ["混**合**English", "混strong(合)English"],
    ["这个~~错误~~的词", "这个del(错误)的词"],
  ])("of %j is %s", (text, shown) => expect(show(text)).toBe(shown));

  it.each([
    "snake_case_name and __init__",
    "2*3*4 = 24, 5 * 6 * 7, 2**3**4",
    "(*^_^*) (*^_^*)",
    "¯\\_(ツ)_/¯",
    "-_- well -_-",
    "好的~~谢谢~~",
    "~one~ ~~~three~~~",
    "**open",
    "****",
    "a * not * closed",
    "**one\n\ntwo**",
  ])("is none in %j", (text) => expect(show(text)).toBe(text));
});

describe("code", () => {
  it.each([
    ["`a*b*`", "code(a*b*)"],
    ["``a`b``", "code(a`b)"],
    ["`<@u1>` and `https://a.example`", "code(<@u1>) and code(https://a.example)"],
    ["`open\nline`", "`open\nline`"],
    ["```js\nconst a = `b`;\n\nlast\n```\nafter", "pre(js:const a = `b`;\n\nlast)|after"],
    ["before\n```\n**no**", "before|pre(:**no**)"],
    ["```one two\nthree```", "pre(:one two\nthree)"],
    ["````\n```\n````", "pre(:```)"],
    ["```inline```", "code(inline)"],
  ])("of %j is %s", (text, shown) => expect(show(text)).toBe(shown));
});

describe("quotes and lists", () => {
  it.each([
    ["> one\n> **two**\nthree", "quote(one\nstrong(two))|three"],
    ["> > inner\n> outer", "quote(quote(inner)|outer)"],
    ["> - a\n> - b", "quote(list(-a -b))"],
    [">_< and >100", ">_< and >100"],
    ["- a\n- b\n  - c\n  - d\n- e", "list(-a -blist(-c -d) -e)"],
    ["todo:\n* a\n* b", "todo:|list(-a -b)"],
    ["1. a\n  and so on\n3. b", "list(1.a\nand so on 3.b)"],
    ["- a\n  1. b", "list(-alist(1.b))"],
    ["It was in\n2026. Then it was not.", "It was in\n2026. Then it was not."],
    ["-5 degrees\n1.5 km", "-5 degrees\n1.5 km"],
    ["# no heading\n---\n| no | table |", "# no heading\n---\n| no | table |"],
  ])("of %j are %s", (text, shown) => expect(show(text)).toBe(shown));
});

describe("links", () => {
  it.each([
    ["[a *b*](https://x.example/a_(b)?c=d)", "link(a em(b) https://x.example/a_(b)?c=d)"],
    ["[mail](mailto:a@b.example)", "link(mail mailto:a@b.example)"],
    ["**https://a.example**的", "strong(link(https://a.example https://a.example/))的"],
    [
      "[bank.example](https://evil.example/x)",
      "link(bank.example https://evil.example/x !evil.example)",
    ],
    ["[https://a.example/](https://a.example/)", "link(https://a.example/ https://a.example/)"],
    [
      "[a@bank.example](mailto:b@evil.example)",
      "link(a@bank.example mailto:b@evil.example !b@evil.example)",
    ],
    [
      "https://bank.example@evil.example",
      "link(https://bank.example@evil.example https://bank.example@evil.example/ !evil.example)",
    ],
    [
      "[ｂank。example](https://evil.example)",
      "link(ｂank。example https://evil.example/ !evil.example)",
    ],
    [
      "[a [b](https://b.example) c](https://c.example)",
      "[a link(b https://b.example/) c](link(https://c.example https://c.example/))",
    ],
  ])("of %j are %s", (text, shown) => expect(show(text)).toBe(shown));

  it.each([
    "[x](javascript:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](data:text/html,<script>)",
    "[x](//evil.example)",
    "[x](/admin)",
    "[x]( https:)",
    "![x](x)",
  ])("are none in %j", (text) => expect(show(text)).toBe(text));
});

describe("mentions", () => {
  it("name by id, and in words by name", () => {
    expect(show("**<@u1>** and <@u 2> <@>")).toBe("strong(mention(u1)) and <@u 2> <@>");
    expect(plain("**<@u1>**: see `<b>`, <@u2>\n- [it](https://a.example)")).toBe(
      "@Ann: see <b>, @…\n• it",
    );
  });
});
