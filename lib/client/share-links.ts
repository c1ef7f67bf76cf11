import { linkify } from "./linkify";

/** As `shareIdSchema` has it, without zod: every room page loads this file. */
const shareId = /^[0-9A-Za-z]{20}$/;

/** More links than these stay links. */
const cardsPerMessage = 3;

/** Code is shown, not followed: fenced blocks, and what stands between single backticks of one line. */
const code = /```[\s\S]*?(?:```|$)|`[^`\n]+`/gu;
/** A path that stands by itself. */
const barePath =
  /(?<![^\s(\[{<"'“‘（「『【，。、：；！？])\/share\/([0-9A-Za-z]{20})(?![0-9A-Za-z/_-])/gu;

/**
 * The ids of the shares of this Plaza that a message's text links to, in the order of their first mention, each once and
 * three at most. `host` is the page's own, such as `plaza.example:8788`.
 */
export function findShareIds(text: string, host: string): string[] {
  if (!text.includes("/share/")) return [];
  const prose = text.replace(code, " ");
  const found: { at: number; id: string }[] = [];
  let at = 0;
  for (const segment of linkify(prose)) {
    if (segment.type === "link") {
      const id = toShareId(segment.href, host);
      if (id !== null) found.push({ at, id });
    } else {
      for (const match of segment.text.matchAll(barePath)) {
        if (match[1]) found.push({ at: at + match.index, id: match[1] });
      }
    }
    at += segment.text.length;
  }
  return [...new Set(found.map(({ id }) => id))].slice(0, cardsPerMessage);
}

/** The share whose page this address is; null for any other page and any other host. */
function toShareId(href: string, host: string): string | null {
  const url = new URL(href);
  if (url.host !== host || url.username !== "" || url.password !== "") return null;
  const [, folder, id = "", ...rest] = url.pathname.split("/");
  return folder === "share" && shareId.test(id) && rest.join("") === "" ? id : null;
}
