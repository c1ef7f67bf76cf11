/** What is being typed that can be completed: `query` behind the mark, which stands at `from`; the caret is at `to`. */
export type Trigger = { kind: "person" | "emoji"; query: string; from: number; to: number };

/** No mark further back than this belongs to the caret. */
const lookBack = 52;

/** Not within an address of mail; a name may have two words. */
const person = /(?<![A-Za-z0-9_@.])@([^\s@]{1,24}(?: [^\s@]{1,24})?|)$/u;
/** From two letters on, as `:D` is a face; of scripts without letters from the first. */
const emoji = /(?<![\p{L}\p{N}:：/])[:：]([a-z0-9_+-]{2,24}|[^\x00-\u024F\p{P}\p{Z}]{1,12})$/iu;

export function findTrigger(text: string, caret: number): Trigger | null {
  const before = text.slice(Math.max(0, caret - lookBack), caret);
  const named = person.exec(before);
  const found = named ?? emoji.exec(before);
  if (!found) return null;
  const from = caret - found[0].length;
  return { kind: named ? "person" : "emoji", query: found[1] ?? "", from, to: caret };
}

/**
 * How well a name fits what was typed, less being better: it begins with it, one of its words does, or (scripts that are
 * written without spaces) it contains it. Null when it does not fit.
 */
export function rankName(name: string, query: string): number | null {
  const whole = fold(name);
  const wanted = fold(query);
  if (whole.startsWith(wanted)) return 0;
  if (whole.includes(` ${wanted}`)) return 1;
  return /[^\x00-\u024F]/u.test(wanted) && whole.includes(wanted) ? 2 : null;
}

/** Without case and accents. */
function fold(text: string): string {
  const bare = text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036F]/g, "");
  return bare.normalize("NFC").replace(/[\s._-]+/gu, " ");
}
