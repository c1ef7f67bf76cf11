import * as z from "zod/mini";
import { shelfDatabase } from "./shelf-database";
import { keptListSchema, keptRoomSchema, mostKept, type Shelf } from "./shelf";

const store = "kept";
/** A browser that takes longer has nothing on its shelf. */
const timeoutMs = 4_000;

const orderSchema = z.catch(z.array(z.string()), []);
const toRoomKey = (roomId: string) => `room:${roomId}`;

/**
 * The shelf of this person in IndexedDB. What is there of anybody else is removed before anything is answered;
 * `onOther` hears of it.
 */
export function openBrowserShelf(userId: string, onOther: () => Promise<void>): Shelf {
  const claimed = claim(userId, onOther);

  /** One transaction, in which `work` runs only while the shelf is still this person's. */
  async function run<T>(
    mode: IDBTransactionMode,
    work: (items: IDBObjectStore, note: (value: T) => void) => void,
  ): Promise<T | null> {
    try {
      await claimed;
      return await transact<T>(mode, (items, note) => {
        const owner = items.get("owner");
        owner.onsuccess = () => {
          if (owner.result === userId) work(items, note);
        };
      });
    } catch {
      // Switched off, full or broken: then nothing is kept.
      return null;
    }
  }

  async function find<S extends z.core.$ZodType>(key: string, schema: S) {
    const value = await run<unknown>("readonly", (items, note) => {
      const request = items.get(key);
      request.onsuccess = () => note(request.result);
    });
    // It may have been written by an older or newer Plaza.
    return z.safeParse(schema, value).data ?? null;
  }

  return {
    findList: () => find("list", keptListSchema),
    findRoom: (roomId) => find(toRoomKey(roomId), keptRoomSchema),
    async keepList({ rooms, keptAt }) {
      const list = { rooms: rooms.slice(0, mostKept.listed), keptAt };
      const ids = new Set(rooms.map(({ id }) => id));
      await run("readwrite", (items) => {
        // A room that I was removed from while another page or nobody looked.
        reorder(items, (order) => order.filter((id) => ids.has(id)));
        items.put(list, "list");
      });
    },
    async keepRoom(room) {
      await run("readwrite", (items) => {
        reorder(items, (order) => [room.roomId, ...order.filter((id) => id !== room.roomId)]);
        items.put(room, toRoomKey(room.roomId));
      });
    },
    async removeRoom(roomId) {
      await run("readwrite", (items) => {
        reorder(items, (order) => order.filter((id) => id !== roomId));
      });
    },
  };
}

/** Changes which rooms are kept, latest first; those that are no longer among them go, and those over the bound. */
function reorder(items: IDBObjectStore, change: (order: string[]) => string[]): void {
  const request = items.get("order");
  request.onsuccess = () => {
    const before = z.parse(orderSchema, request.result);
    const order = change(before).slice(0, mostKept.rooms);
    for (const roomId of before) if (!order.includes(roomId)) items.delete(toRoomKey(roomId));
    items.put(order, "order");
  };
}

async function claim(userId: string, onOther: () => Promise<void>): Promise<void> {
  const before = await transact<unknown>("readwrite", (items, note) => {
    const owner = items.get("owner");
    owner.onsuccess = () => {
      note(owner.result);
      if (owner.result === userId) return;
      items.clear();
      items.put(userId, "owner");
    };
  });
  if (before !== userId && before !== undefined) await onOther();
}

/** Resolves, when the transaction is through, to what was noted last. */
async function transact<T>(
  mode: IDBTransactionMode,
  work: (items: IDBObjectStore, note: (value: T) => void) => void,
): Promise<T | null> {
  const db = await openDatabase();
  try {
    return await new Promise<T | null>((resolve, reject) => {
      let noted: T | null = null;
      const timer = setTimeout(() => reject(new Error("The shelf does not answer")), timeoutMs);
      const transaction = db.transaction(store, mode);
      transaction.oncomplete = () => {
        clearTimeout(timer);
        resolve(noted);
      };
      transaction.onabort = () => {
        clearTimeout(timer);
        reject(transaction.error ?? new Error("The shelf is full"));
      };
      work(transaction.objectStore(store), (value) => (noted = value));
    });
  } finally {
    // An open one would be in the way of clearing it.
    db.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The shelf cannot be opened")), timeoutMs);
    const request = indexedDB.open(shelfDatabase, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => {
      clearTimeout(timer);
      resolve(request.result);
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error ?? new Error("The shelf cannot be opened"));
    };
  });
}
