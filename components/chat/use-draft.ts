"use client";

import { useCallback, useState } from "react";

/** The unsent text of mine in a room; kept for this tab while rooms are switched and pages reloaded. Mount once per room. */
export function useDraft(userId: string, roomId: string): [string, (text: string) => void] {
  const key = `plaza.draft.${userId}.${roomId}`;
  const [draft, setDraft] = useState(() => readDraft(key));
  const change = useCallback(
    (text: string) => {
      setDraft(text);
      writeDraft(key, text);
    },
    [key],
  );
  return [draft, change];
}

function readDraft(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    // Storage may be switched off; then a draft lives as long as its screen.
    return "";
  }
}

function writeDraft(key: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Switched off or full: the text on the screen is still there.
  }
}
