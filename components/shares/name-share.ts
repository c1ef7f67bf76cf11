import type { Share } from "@/lib/share/schema";

const promptStart = 80;

/** What a share is called in lists: its title, or how its prompt begins; null when it has neither. */
export function nameShare({ title, prompt }: Pick<Share, "title" | "prompt">): string | null {
  if (title !== "") return title;
  const [line = ""] = prompt.split("\n", 1);
  const letters = [...line];
  if (letters.length <= promptStart) return line || null;
  return `${letters.slice(0, promptStart).join("").trimEnd()}…`;
}
