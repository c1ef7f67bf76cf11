import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkify } from "./linkify";

const links = (text: string) =>
  linkify(text).flatMap((segment) => (segment.type === "link" ? [segment.text] : []));

describe("links in a text", () => {
  it.each([
    ["see https://a.example/x?y=1#z now", ["https://a.example/x?y=1#z"]],
    ["HTTP://A.example", ["HTTP://A.example"]],
    ["(https://a.example).", ["https://a.example"]],
    [
      "https://en.wikipedia.org/wiki/Plaza_(square).",
      ["https://en.wikipedia.org/wiki/Plaza_(square)"],
    ],
    ["看 https://a.example/路径，很好", ["https://a.example/路径"]],
    ["（https://a.example）", ["https://a.example"]],
    ["https://a.example https://b.example!", ["https://a.example", "https://b.example"]],
    ["javascript:alert(1) data:text/html,x ftp://a.example", []],
    ["https://", []],
    ['<a href="https://a.example">x</a>', ["https://a.example"]],
    ["no link", []],
  ])("of %j are %j", (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it("lose no character of the text, and are http or https, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.webUrl(), fc.constant("https://"))),
        (parts) => {
          const text = parts.join(" ");
          const segments = linkify(text);
          expect(segments.map((segment) => segment.text).join("")).toBe(text);
          for (const segment of segments) {
            if (segment.type === "link") expect(segment.href).toMatch(/^https?:\/\//);
          }
        },
      ),
    );
  });
});
