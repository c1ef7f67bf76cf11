import { findRecentEmoji } from "./emoji/emoji-memory";

const usual = ["👍", "❤️", "😂"];

/** The three emoji that are offered without a picker: those used last, filled up with what most people use. */
export function toQuickEmoji(): string[] {
  return [...new Set([...findRecentEmoji(), ...usual])].slice(0, 3);
}
