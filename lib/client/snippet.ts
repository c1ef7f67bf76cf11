import type { Message } from "../chat/schema";
import { toMessageLabel } from "./message-label";

export type Span = { from: number; to: number };
/** A piece of text, and whether it is what was looked for. */
export type Piece = { text: string; found: boolean };

/** Shown around the first place. */
const before = 50;
const longest = 220;

// Of Unicode's private use: no text of a message means anything by them.
const [opening, closing] = ["\uE0F0", "\uE0F1"];
const signs = /[\uE0F0\uE0F1]/gu;
const mention = /<@[A-Za-z0-9_-]{1,32}>/gu;

type NameOf = (userId: string) => string | undefined;

/**
 * What a message says, in one line of plain text around the first place of `spans` (in its body, UTF-16 units, in order). Places
 * inside markup, which the plain text does not show, are left out.
 */
export function toSnippet(
  message: Pick<Message, "body" | "attachments">,
  spans: readonly Span[],
  nameOf: NameOf,
): Piece[] {
  const body = message.body.replace(signs, " ");
  const plain = toMessageLabel({ ...message, body }, nameOf);
  const marked = toMessageLabel({ ...message, body: withSigns(body, spans) }, nameOf);
  // A sign in the middle of markup changes what it means: then nothing is marked, rather than the wrong thing.
  const isSame = marked.replace(signs, "") === plain;
  return cut(toPieces(isSame ? marked : plain));
}

function withSigns(body: string, spans: readonly Span[]): string {
  const mentions = [...body.matchAll(mention)].map(({ index, 0: { length } }) => index + length);
  const starts = [...body.matchAll(mention)].map(({ index }) => index);
  const isInMention = ({ from, to }: Span) =>
    starts.some((start, index) => from < (mentions[index] ?? 0) && to > start);
  let text = "";
  let end = 0;
  for (const span of spans) {
    if (isInMention(span) || span.from < end) continue;
    text += `${body.slice(end, span.from)}${opening}${body.slice(span.from, span.to)}${closing}`;
    end = span.to;
  }
  return text + body.slice(end);
}

function toPieces(marked: string): Piece[] {
  return marked
    .replace(/\s+/gu, " ")
    .split(/(\uE0F0[^\uE0F1]*\uE0F1)/u)
    .map((text) => ({ text: text.replace(signs, ""), found: text.startsWith(opening) }))
    .filter(({ text }) => text !== "");
}

/** Long texts lose their ends, whole characters at a time. */
function cut(pieces: Piece[]): Piece[] {
  const [first, ...rest] = pieces;
  const characters = [...(first?.text ?? "")];
  const isLate = first !== undefined && !first.found && rest.length > 0;
  const start: Piece[] =
    first === undefined
      ? []
      : isLate && characters.length > before
        ? [{ text: `…${characters.slice(-before).join("")}`, found: false }]
        : [first];
  const shown: Piece[] = [];
  let left = longest;
  for (const { text, found } of [...start, ...rest]) {
    const all = [...text];
    if (left <= 0) break;
    shown.push({ text: all.length > left ? `${all.slice(0, left).join("")}…` : text, found });
    left -= all.length;
  }
  return shown;
}
