/** Who has turned notifications on in this browser: they end with the session, and come back with the next one. */
const key = "plaza.pushes";
const ended = " ended";

type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem">;

/** Notifications are on here for this person, from now on. */
export function notePushesOn(userId: string): void {
  attempt((storage) => storage.setItem(key, userId));
}

/** They were turned off on purpose. */
export function notePushesOff(): void {
  attempt((storage) => storage.removeItem(key));
}

/** Nobody is signed in here any more. */
export function notePushesEnded(): void {
  attempt((storage) => {
    const userId = storage.getItem(key);
    if (userId !== null && !userId.endsWith(ended)) storage.setItem(key, userId + ended);
  });
}

/** Whether they ended only with the session of this person. */
export function haveEndedFor(userId: string): boolean {
  return attempt((storage) => storage.getItem(key)) === userId + ended;
}

/** A browser that keeps nothing has nothing to bring back. */
function attempt<T>(work: (storage: Storage) => T): T | null {
  try {
    return work(localStorage);
  } catch {
    return null;
  }
}
