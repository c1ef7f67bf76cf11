/** The database of what was seen last; beside the outbox's, which outlives a sign-out. */
export const shelfDatabase = "plaza.shelf";

/** Removes what is kept of anybody's rooms. What an open page still wants to keep is dropped: the shelf is nobody's. */
export function clearShelf(): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!("indexedDB" in globalThis)) return resolve();
    const request = indexedDB.deleteDatabase(shelfDatabase);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error("The shelf cannot be cleared"));
  });
}
