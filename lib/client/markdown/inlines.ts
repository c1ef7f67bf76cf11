import { findAddress } from "../linkify";
import { resolve, toRun, type Token } from "./emphasis";
import { toLink, toShownTarget } from "./link-target";
import type { Inline, Meter } from "./tree";

const special = /[`<*_~[\]]|\n[ \t]*\n|https?:\/\//giu;
const mentionHere = /<@([A-Za-z0-9_-]{1,32})>/uy;

/** Emphasis, code, links and mentions of one piece of text. Linear: each character is read a fixed number of times. */
export function toInlines(text: string, meter: Meter): readonly Inline[] {
  return resolve(toTokens(text, meter), meter);
}

function toTokens(text: string, meter: Meter): Token[] {
  const tokens: Token[] = [];
  const closers = findTicks(text, meter);
  /** Where `[` stand that may still begin a link. */
  let brackets: number[] = [];
  let at = 0;
  const say = (end: number) => {
    if (end > at) tokens.push({ type: "text", text: text.slice(at, end) });
    at = end;
  };
  for (;;) {
    special.lastIndex = at;
    const found = special.exec(text);
    meter.steps += 1 + (found?.index ?? text.length) - at;
    if (!found) break;
    say(found.index);
    const mark = found[0];
    if (mark === "`") {
      const { length, end } = closers.get(at) ?? { length: 1, end: null };
      if (end === null) {
        say(at + length);
      } else {
        tokens.push({ type: "code", text: text.slice(at + length, end - length) });
        at = end;
      }
    } else if (mark === "<") {
      mentionHere.lastIndex = at;
      const userId = mentionHere.exec(text)?.[1];
      if (userId === undefined) {
        say(at + 1);
      } else {
        tokens.push({ type: "mention", userId });
        at = mentionHere.lastIndex;
      }
    } else if (mark === "[") {
      brackets.push(tokens.length);
      tokens.push({ type: "bracket" });
      at += 1;
    } else if (mark === "]") {
      const from = brackets.pop();
      const link = from === undefined ? null : toLink(text, at + 1, meter);
      const label = from === undefined || !link ? [] : resolve(tokens.slice(from + 1), meter);
      const words = inlineWords(label);
      if (from === undefined || !link || words.trim() === "") {
        say(at + 1);
        continue;
      }
      tokens.length = from;
      // No links within links.
      brackets = [];
      const target = toShownTarget(words, link.href);
      tokens.push({ type: "link", href: link.href, target, children: withoutLinks(label) });
      at = link.end;
    } else if (mark.startsWith("\n")) {
      tokens.push({ type: "text", text: mark }, { type: "break" });
      at += mark.length;
    } else if (mark.length > 1) {
      const address = findAddress(text, at);
      meter.steps += address?.text.length ?? mark.length;
      if (address) {
        const { href } = address;
        const children = [{ type: "text", text: address.text }] as const;
        tokens.push({ type: "link", href, target: toShownTarget(address.text, href), children });
      } else say(at + mark.length);
      if (address) at += address.text.length;
    } else {
      let end = at;
      while (text[end] === mark) end += 1;
      meter.steps += end - at;
      const run = toRun(text, at, end);
      if (run) {
        tokens.push(run);
        at = end;
      } else say(end);
    }
  }
  say(text.length);
  return tokens;
}

/** Of each row of backticks: how long it is, and where the code ends that it begins; code is of one line. */
function findTicks(
  text: string,
  meter: Meter,
): Map<number, { length: number; end: number | null }> {
  const rows = [...text.matchAll(/`+|\n/gu)];
  meter.steps += rows.length;
  const found = new Map<number, { length: number; end: number | null }>();
  const next = new Map<number, number>();
  for (const { 0: row, index } of rows.reverse()) {
    if (row === "\n") {
      next.clear();
      continue;
    }
    found.set(index, { length: row.length, end: next.get(row.length) ?? null });
    next.set(row.length, index + row.length);
  }
  return found;
}

function inlineWords(children: readonly Inline[]): string {
  return children
    .map((child) => {
      if (child.type === "text" || child.type === "code") return child.text;
      return child.type === "mention" ? `@${child.userId}` : inlineWords(child.children);
    })
    .join("");
}

/** The text of a link that holds addresses, without their being links of their own. */
function withoutLinks(children: readonly Inline[]): readonly Inline[] {
  return children.flatMap((child): readonly Inline[] => {
    if (child.type === "link") return withoutLinks(child.children);
    return "children" in child ? [{ ...child, children: withoutLinks(child.children) }] : [child];
  });
}
