/** Scripts without spaces between words: any part of a name may be what somebody remembers. */
const withoutSpaces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const wordEnds = /[^\p{L}\p{N}\p{M}]+/u;
const accents = /[\u0300-\u036F]/g;

const fold = (text: string) =>
  text.normalize("NFKC").toLowerCase().normalize("NFD").replace(accents, "").normalize("NFC");

/**
 * How well a name fits what is typed: 0 not at all, higher is better. Each typed word must begin a word of the name; of scripts
 * without spaces it may stand anywhere. Case, accents and full width make no difference.
 */
function matchName(name: string, typed: string): number {
  const folded = fold(name);
  const query = fold(typed).trim();
  if (query === "") return 1;
  if (folded === query) return 4;
  const words = folded.split(wordEnds).filter(Boolean);
  const fits = (part: string) =>
    words.some((word) => word.startsWith(part)) ||
    (withoutSpaces.test(part) && folded.includes(part));
  const parts = query.split(wordEnds).filter(Boolean);
  if (parts.length === 0 || !parts.every(fits)) return 0;
  return folded.startsWith(query) ? 3 : 2;
}

/** Those that fit, the best first; equally good ones stay in order. */
export function findByName<T>(
  items: readonly T[],
  typed: string,
  nameOf: (item: T) => string,
): T[] {
  return items
    .map((item) => ({ item, score: matchName(nameOf(item), typed) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ item }) => item);
}
