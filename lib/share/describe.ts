import type { Share } from "./schema";

/** What a share is called where it has no title: the beginning of its prompt; "" without either. */
export function toShareName(share: Pick<Share, "title" | "prompt">): string {
  const [line = ""] = share.prompt.trim().split("\n");
  return share.title || toExcerpt(line, 60);
}

/** Characters of East Asia are as wide, and say as much, as two letters. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;

/** The beginning of a text on one line, no wider than `max` letters, ended at a word where there is one near. */
export function toExcerpt(text: string, max: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  let room = max;
  let cut = "";
  for (const character of line) {
    room -= wide.test(character) ? 2 : 1;
    if (room < 0) return `${toLastWord(cut)}…`;
    cut += character;
  }
  return line;
}

function toLastWord(cut: string): string {
  const atWord = cut.replace(/\s\S*$/, "");
  return (atWord.length > cut.length * 0.6 ? atWord : cut).trimEnd();
}
