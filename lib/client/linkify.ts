export type TextSegment =
  { type: "text"; text: string } | { type: "link"; text: string; href: string };

/** An address ends at white space, quotes, angle brackets and full-width punctuation, which people type right after it. */
const address =
  /https?:\/\/[^\s<>"'`\u3000-\u3003\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\u2018-\u201d]+/giu;
const trailing = /[.,;:!?)\]}…*_~|]$/u;

/** Splits plain text into text and links. Only http and https addresses become links; the pieces join to the text. */
export function linkify(text: string): TextSegment[] {
  const segments: TextSegment[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const link = withoutTrailing(match[0]);
    const href = toHref(link);
    if (href === null) continue;
    if (match.index > end) segments.push({ type: "text", text: text.slice(end, match.index) });
    segments.push({ type: "link", text: link, href });
    end = match.index + link.length;
  }
  if (end < text.length) segments.push({ type: "text", text: text.slice(end) });
  return segments;
}

function withoutTrailing(found: string): string {
  let link = found;
  while (trailing.test(link) && !closesOpenedBracket(link)) link = link.slice(0, -1);
  return link;
}

/** `https://en.wikipedia.org/wiki/Plaza_(square)` keeps its bracket; `(see https://a.example)` does not. */
function closesOpenedBracket(link: string): boolean {
  if (!link.endsWith(")")) return false;
  return link.split("(").length >= link.split(")").length;
}

function toHref(link: string): string | null {
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}
