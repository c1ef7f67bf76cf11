/**
 * Unsent text, by person and room. Each tab has its own (session storage), which a reload keeps; what was written last
 * is there for a new tab and after a restart of the browser (local storage).
 */
const prefix = "plaza.draft.";

const toKey = (userId: string, roomId: string) => `${prefix}${userId}.${roomId}`;

/** Storage may be switched off or full; then a draft lives as long as its screen. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

export function findDraft(userId: string, roomId: string): string {
  const key = toKey(userId, roomId);
  return attempt(() => sessionStorage.getItem(key) ?? localStorage.getItem(key)) ?? "";
}

/** Keeps it for this tab and for new ones; answers what this tab has kept before. */
export function keepDraft(userId: string, roomId: string, text: string): string {
  const key = toKey(userId, roomId);
  const was = findDraft(userId, roomId);
  // Also when it is empty: what another tab writes is not this one's.
  attempt(() => sessionStorage.setItem(key, text));
  attempt(() => {
    if (text !== "") localStorage.setItem(key, text);
    // What another tab has written since is not sent with this.
    else if (localStorage.getItem(key) === was) localStorage.removeItem(key);
  });
  return was;
}

/** Keeps for this tab what another one has kept. */
export function adoptDraft(userId: string, roomId: string, text: string): void {
  attempt(() => sessionStorage.setItem(toKey(userId, roomId), text));
}

/** Somebody signs out: whoever sits here next finds nothing. */
export function forgetDrafts(): void {
  attempt(() => forgetIn(sessionStorage));
  attempt(() => forgetIn(localStorage));
}

function forgetIn(storage: Storage): void {
  for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key);
}
