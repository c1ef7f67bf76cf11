import { toSimplified } from "./simplify";

/**
 * How texts become what the index holds. Chinese, Japanese and Korean are not cut into words, which needs a dictionary and
 * still hides parts of them: each character stands for itself, and a word is a row of characters. Everything else is words,
 * without case and accents. Traditional characters stand as Simplified ones, so that either finds the other.
 */

/** `from` and `to`: where it stands in the text, in UTF-16 units. */
type Token = { text: string; from: number; to: number };

const maxTerms = 10;
const maxWordCharacters = 64;

/** Scripts without spaces between words, marks of their own (ー々〆) and emoji: one token a character. */
const single =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u30FC\u3005\u3006\p{Extended_Pictographic}]/u;
const wordPart = /[\p{L}\p{N}\p{M}]/u;
/** A character with the marks upon it. */
const clusters = /\P{M}\p{M}*|\p{M}+/gu;
/** Accents of Latin, Greek and Cyrillic, and how an emoji is drawn; marks that make another letter (か and が) stay. */
const accents = /[\u0300-\u036F\uFE00-\uFE0F]/g;

/** The tokens of a text, in order. */
function toTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let word: Token | null = null;
  for (const match of text.matchAll(clusters)) {
    const [from, to] = [match.index, match.index + match[0].length];
    for (const character of fold(match[0])) {
      const isSingle = single.test(character);
      if (!isSingle && wordPart.test(character)) {
        if (word) Object.assign(word, { text: word.text + character, to });
        else tokens.push((word = { text: character, from, to }));
        continue;
      }
      word = null;
      if (isSingle) tokens.push({ text: character, from, to });
    }
  }
  for (const token of tokens) token.text = [...token.text].slice(0, maxWordCharacters).join("");
  return tokens;
}

function fold(cluster: string): string {
  const folded = cluster.normalize("NFKC").toLowerCase().normalize("NFD").replace(accents, "");
  return [...folded.normalize("NFC")].map(toSimplified).join("");
}

/** What the index keeps of a text: its tokens between spaces. */
export function toIndexText(text: string): string {
  return toTokens(text)
    .map((token) => token.text)
    .join(" ");
}

/** A row of tokens that must stand side by side; of the last one the beginning is enough when it `isPrefix`. */
export type Term = { tokens: string[]; isPrefix: boolean };

/**
 * The terms of what somebody looks for, which all must be there: what stands between spaces. The last word may be
 * unfinished. Empty when there is nothing to look for.
 */
export function toTerms(query: string): Term[] {
  const parts = query.split(/\s+/u).map((part) => toTokens(part).map(({ text }) => text));
  const terms = parts.filter((tokens) => tokens.length > 0).slice(0, maxTerms);
  return terms.map((tokens, index) => ({
    tokens,
    isPrefix: index === terms.length - 1 && !single.test(tokens.at(-1) ?? "") && isLong(tokens),
  }));
}

/** One letter begins too many words to look through. */
const isLong = (tokens: string[]) => [...(tokens.at(-1) ?? "")].length > 1;

/** The same for SQLite's FTS5: https://www.sqlite.org/fts5.html#full_text_query_syntax */
export function toMatch(terms: Term[]): string {
  const phrases = terms.map(
    ({ tokens, isPrefix }) => `"${tokens.join(" ")}"${isPrefix ? " *" : ""}`,
  );
  return `body : (${phrases.join(" AND ")})`;
}

const dayMs = 86_400_000;

/**
 * The fewest years, months and days (UTC) that hold all of `after` (ms) to `before`, which is not part of it: as tokens of
 * the index. Null when both are open; empty when nothing can lie between them at `now`.
 */
export function toDayTerms(
  { after, before }: { after?: number | undefined; before?: number | undefined },
  now: number,
): string[] | null {
  if (after === undefined && before === undefined) return null;
  // Clocks may differ; no message is written a year ahead.
  const end = Math.min(before ?? Infinity, Date.UTC(new Date(now).getUTCFullYear() + 2, 0));
  const terms: string[] = [];
  for (let at = Math.floor((after ?? 0) / dayMs) * dayMs; at < end;) {
    const [year, month, day] = new Date(at).toISOString().slice(0, 10).split("-");
    const nextMonth = Date.UTC(Number(year), Number(month));
    const nextYear = Date.UTC(Number(year) + 1, 0);
    if (day === "01" && month === "01" && nextYear <= end) {
      terms.push(`y${year}`);
      at = nextYear;
    } else if (day === "01" && nextMonth <= end) {
      terms.push(`m${year}${month}`);
      at = nextMonth;
    } else {
      terms.push(`d${year}${month}${day}`);
      at += dayMs;
    }
  }
  return terms;
}

export type Highlight = { from: number; to: number };

/** Where the terms stand in a text, from left to right, joined where they meet; at most `limit`. */
export function findHighlights(text: string, terms: Term[], limit: number): Highlight[] {
  const tokens = toTokens(text);
  const found = terms.flatMap((term) =>
    tokens.flatMap((first, start) => {
      const last = tokens[start + term.tokens.length - 1];
      return last && standsAt(tokens, start, term) ? [{ from: first.from, to: last.to }] : [];
    }),
  );
  const joined: Highlight[] = [];
  for (const next of found.sort((one, other) => one.from - other.from)) {
    const last = joined.at(-1);
    if (last && next.from <= last.to) last.to = Math.max(last.to, next.to);
    else joined.push({ ...next });
  }
  return joined.slice(0, limit);
}

function standsAt(tokens: Token[], start: number, term: Term): boolean {
  return term.tokens.every((wanted, index) => {
    const text = tokens[start + index]?.text ?? "";
    const isLast = index === term.tokens.length - 1;
    return isLast && term.isPrefix ? text.startsWith(wanted) : text === wanted;
  });
}
