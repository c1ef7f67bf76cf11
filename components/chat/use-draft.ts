"use client";

import { useCallback, useState } from "react";

const toKey = (roomId: string) => `plaza.draft.${roomId}`;

/** The unsent text of a room; kept for this tab while rooms are switched and pages reloaded. Mount once per room. */
export function useDraft(roomId: string): [string, (text: string) => void] {
  const [draft, setDraft] = useState(() => readDraft(roomId));
  const change = useCallback(
    (text: string) => {
      setDraft(text);
      writeDraft(roomId, text);
    },
    [roomId],
  );
  return [draft, change];
}

function readDraft(roomId: string): string {
  try {
    return sessionStorage.getItem(toKey(roomId)) ?? "";
  } catch {
    // Storage may be switched off; then a draft lives as long as its screen.
    return "";
  }
}

function writeDraft(roomId: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(toKey(roomId));
    else sessionStorage.setItem(toKey(roomId), text);
  } catch {
    // Switched off or full: the text on the screen is still there.
  }
}
