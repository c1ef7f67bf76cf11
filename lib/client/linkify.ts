export type TextSegment =
  { type: "text"; text: string } | { type: "link"; text: string; href: string };

/**
 * An address ends at white space, quotes, angle brackets, marks that turn the direction of writing, and full-width
 * punctuation, which people type right after it.
 */
const part =
  "[^\\s<>\"'`\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\u3000-\\u3003\\u3008-\\u3011\\uff01\\uff08\\uff09\\uff0c\\uff1a\\uff1b\\uff1f\\u2018-\\u201d]";
const address = new RegExp(`https?://${part}+`, "giu");
/** Where it is asked for; two stars end it, as in `**https://a.example**的`, and so does `](`, as in `[https://a.example](…)`. */
const addressHere = new RegExp(`https?://(?:(?!\\*\\*|\\]\\()${part})+`, "iuy");
const trailing = /[.,;:!?)\]}…*_~|]/u;

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

/** `https://en.wikipedia.org/wiki/Plaza_(square)` keeps its bracket; `(see https://a.example)` does not. */
function withoutTrailing(found: string): string {
  let surplus = found.split(")").length - found.split("(").length;
  let end = found.length;
  for (; end > 0 && trailing.test(found.charAt(end - 1)); end -= 1) {
    if (found[end - 1] !== ")") continue;
    if (surplus <= 0) break;
    surplus -= 1;
  }
  return found.slice(0, end);
}

/** The address that begins at `at`, as `linkify` would find it there; null when there is none. */
export function findAddress(text: string, at: number): { text: string; href: string } | null {
  addressHere.lastIndex = at;
  const found = addressHere.exec(text);
  const link = withoutTrailing(found?.[0] ?? "");
  const href = toHref(link);
  return href === null ? null : { text: link, href };
}

function toHref(link: string): string | null {
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}
