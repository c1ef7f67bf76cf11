import { keptRowSchema, type KeptMessage, type KeptRow, type Vault } from "./vault";

const database = { name: "plaza", version: 1, store: "outbox" } as const;

/** Files of all waiting messages together; what is over lives as long as its page. */
const mostFileBytes = 50 * 1024 * 1024;
/** A browser that takes longer than this is left alone for a while: meanwhile nothing is kept. */
const timeoutMs = 4_000;
const restMs = 60_000;
const discardedStaysMs = 24 * 60 * 60 * 1000;

/** IndexedDB; `null` where there is none. What was added is on the disk, not on its way there. */
export function createBrowserVault(): Vault | null {
  if (!("indexedDB" in globalThis)) return null;
  let opened: Promise<IDBDatabase> | null = null;
  let restsUntil = 0;

  function open(): Promise<IDBDatabase> {
    opened ??= openDatabase(() => (opened = null)).catch((error: unknown) => {
      // Tried anew by the next call.
      opened = null;
      throw error;
    });
    return opened;
  }

  /** One transaction; resolves when it is through. */
  async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Result<T>) {
    if (Date.now() < restsUntil) throw new Error("The vault did not answer");
    const done = open().then((db) => {
      const transaction = db.transaction(database.store, mode, { durability: "strict" });
      return finish(transaction, work(transaction.objectStore(database.store)));
    });
    return within(done, () => (restsUntil = Date.now() + restMs));
  }

  async function listAll(whose: Partial<KeptRow>): Promise<KeptRow[]> {
    const rows = await run("readonly", (store) => {
      const request = store.getAll();
      return { get: () => request.result };
    });
    return rows.flatMap((value) => {
      const { data: row } = keptRowSchema.safeParse(value);
      const isTheirs = row?.userId === whose.userId;
      return row && isTheirs && row.roomId === (whose.roomId ?? row.roomId) ? [row] : [];
    });
  }

  return {
    add: (message) =>
      run("readwrite", (store) => {
        let place = 0;
        const put = () => {
          const request = store.add(message);
          request.onsuccess = () => (place = Number(request.result));
        };
        if (message.files.length === 0) put();
        else unlessFull(store, message, put);
        return { get: () => place };
      }),
    list: listAll,
    async listRooms(userId) {
      const rows = await listAll({ userId });
      await run("readwrite", (store) => {
        for (const { state, createdAt, place } of rows) {
          if (state === "discarded" && createdAt < Date.now() - discardedStaysMs)
            store.delete(place);
        }
        return { get: () => undefined };
      });
      const waiting = rows.filter(({ state }) => state !== "discarded");
      return [...new Set(waiting.map(({ roomId }) => roomId))];
    },
    change: (place, next) =>
      run("readwrite", (store) => {
        const request = store.get(place);
        request.onsuccess = () => {
          const { data: row } = keptRowSchema.safeParse(request.result);
          if (!row) return;
          const changed = next(row);
          if (changed) store.put(changed);
          else store.delete(place);
        };
        return { get: () => undefined };
      }),
  };
}

/** What a transaction has found, to be asked for when it is through. */
type Result<T> = { get(): T };

function unlessFull(store: IDBObjectStore, message: KeptMessage, put: () => void): void {
  const held = store.getAll();
  held.onsuccess = () => {
    const rows = [
      message,
      ...held.result.flatMap((row) => keptRowSchema.safeParse(row).data ?? []),
    ];
    const bytes = rows.flatMap(({ files }) => files).reduce((sum, { blob }) => sum + blob.size, 0);
    if (bytes > mostFileBytes) store.transaction.abort();
    else put();
  };
}

function finish<T>(transaction: IDBTransaction, result: Result<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(result.get());
    transaction.onabort = () => reject(transaction.error ?? new Error("The vault is full"));
  });
}

function openDatabase(onLost: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database.name, database.version);
    request.onupgradeneeded = () =>
      request.result.createObjectStore(database.store, { keyPath: "place", autoIncrement: true });
    request.onsuccess = () => {
      const db = request.result;
      db.onclose = onLost;
      db.onversionchange = () => {
        db.close();
        onLost();
      };
      resolve(db);
    };
    request.onerror = () => reject(request.error ?? new Error("The vault cannot be opened"));
  });
}

function within<T>(work: Promise<T>, onLate: () => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onLate();
      reject(new Error("The vault does not answer"));
    }, timeoutMs);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
