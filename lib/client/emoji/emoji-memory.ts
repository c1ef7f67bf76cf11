import { skinTones, type SkinTone } from "./skin-tone";

/** What this browser remembers of the emoji that were picked in it. */
const recentKey = "plaza.emoji.recent";
const toneKey = "plaza.emoji.tone";
const mostRecent = 32;

/** Those picked last, newest first. */
export function findRecentEmoji(): string[] {
  return (attempt(() => localStorage.getItem(recentKey)) ?? "").split(" ").filter(Boolean);
}

export function noteEmoji(emoji: string): void {
  const list = [emoji, ...findRecentEmoji().filter((other) => other !== emoji)];
  attempt(() => localStorage.setItem(recentKey, list.slice(0, mostRecent).join(" ")));
}

export function findSkinTone(): SkinTone {
  const kept = Number(attempt(() => localStorage.getItem(toneKey)));
  return skinTones.find((tone) => tone === kept) ?? 0;
}

export function keepSkinTone(tone: SkinTone): void {
  attempt(() => localStorage.setItem(toneKey, String(tone)));
}

/** Storage may be switched off or full; then nothing is remembered. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
