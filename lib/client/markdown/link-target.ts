import type { Meter } from "./tree";

const protocols = ["http:", "https:", "mailto:"];
/** Ends what stands between the brackets of a link; another `]` ends it too, so that nothing is read twice. */
const outside = /[\s<>"[\]\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** The `(address)` of a link that begins at `at`: http, https and mailto only; null for everything else. */
export function toLink(
  text: string,
  at: number,
  meter: Meter,
): { href: string; end: number } | null {
  if (text[at] !== "(") return null;
  let depth = 0;
  for (let end = at; end < text.length; end += 1) {
    meter.steps += 1;
    const character = text.charAt(end);
    if (outside.test(character)) return null;
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth > 0) continue;
    const address = text.slice(at + 1, end);
    // A relative one would lead into this Plaza under words of somebody else.
    if (!/^(?:https?:\/\/|mailto:)/iu.test(address) || !URL.canParse(address)) return null;
    const { href, protocol } = new URL(address);
    return protocols.includes(protocol) ? { href, end: end + 1 } : null;
  }
  return null;
}

/**
 * Where a link really leads, when its words look like another address: `[bank.example](https://evil.example)`, or
 * `https://bank.example@evil.example`. Null when the words promise nothing else.
 */
export function toShownTarget(words: string, href: string): string | null {
  const url = new URL(href);
  const isMail = url.protocol === "mailto:";
  const target = isMail ? url.pathname : url.host;
  const isAddress = /^https?:\/\//iu.test(words.trim()) && URL.canParse(words.trim());
  if (isAddress && new URL(words.trim()).href === href && url.username === "") return null;
  const claims = words
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}.。@:-]+/u)
    .filter((word) => /[^.。][.。]\p{L}{2}|@|^\d+(?:\.\d+){3}/u.test(word));
  return claims.every((claim) => claim === target || claim === url.hostname) ? null : target;
}
