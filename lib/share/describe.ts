import type { Share } from "./schema";

/** What a share is called where it has no title: the beginning of its prompt; "" without either. */
export function toShareName(share: Pick<Share, "title" | "prompt">): string {
  return share.title || toExcerpt(share.prompt, 80);
}

/** The beginning of a text on one line, at most `max` characters, ended at a word where there is one near. */
export function toExcerpt(text: string, max: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = [...line];
  if (characters.length <= max) return line;
  const cut = characters.slice(0, max - 1).join("");
  const atWord = cut.replace(/\s\S*$/, "");
  return `${atWord.length > cut.length * 0.6 ? atWord : cut}…`;
}
