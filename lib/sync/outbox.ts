import type { Effects } from "./effects";
import type { OutgoingFile, OutgoingMessage } from "./types";
import type { KeptFile, KeptMessage, KeptRow } from "./vault";

/** A message of mine on its way. */
export type OutboxEntry = OutgoingMessage & {
  /** Its place in the room once the server has told it. */
  confirmedSeq: number | null;
  /** Where it stands in the vault; `null`: it does not. */
  place: number | null;
};

/** What I wrote in one room and is not in its window yet, in the order of writing. */
export interface Outbox {
  list(): readonly OutboxEntry[];
  find(clientId: string): OutboxEntry | undefined;
  /** Adds it at the end at once; resolves when it is kept, or cannot be. */
  add(message: Written): Promise<void>;
  fail(clientId: string, problem: OutgoingMessage["problem"]): void;
  retry(clientId: string): void;
  /** The server has it: nothing needs to be kept, but it is shown until `forget`. */
  confirm(clientId: string, seq: number): void;
  discard(clientId: string): void;
  /** It stands in the room's window. */
  forget(clientId: string): void;
  /** Takes over what other pages, or this one in an earlier life, have written. Rejects when a file cannot be opened. */
  refresh(): Promise<void>;
}

type Written = Pick<OutgoingMessage, "clientId" | "body" | "replyTo" | "files" | "createdAt">;

type OutboxOptions = {
  effects: Pick<Effects, "vault" | "openFile">;
  whose: { userId: string; roomId: string };
  /** Something is another in the vault now. */
  onKept(): void;
};

const mostReads = 10;

/** A copy in memory of what the vault keeps. What the vault cannot keep lives in the copy alone. */
export function createOutbox({ effects, whose, onKept }: OutboxOptions): Outbox {
  const { vault } = effects;
  let entries: readonly OutboxEntry[] = [];
  /** Counts changes, so that what was read before one does not undo it. */
  let version = 0;
  /** Those of which the vault no longer tells the truth, because it could not be written. */
  const strayed = new Set<string>();

  const find = (clientId: string) => entries.find((entry) => entry.clientId === clientId);

  function replace(clientId: string, part: Partial<OutboxEntry> | null): void {
    version += 1;
    entries = part
      ? entries.map((entry) => (entry.clientId === clientId ? { ...entry, ...part } : entry))
      : entries.filter((entry) => entry.clientId !== clientId);
  }

  function write(clientId: string, next: (row: KeptRow) => KeptRow | null): void {
    const place = find(clientId)?.place ?? null;
    if (place !== null) writeAt(place, clientId, next);
  }

  function writeAt(place: number, clientId: string, next: (row: KeptRow) => KeptRow | null): void {
    vault?.change(place, next).then(onKept, () => strayed.add(clientId));
  }

  async function add(message: Written): Promise<void> {
    const fresh = { state: "sending", problem: null, confirmedSeq: null, place: null } as const;
    version += 1;
    entries = [...entries, { ...message, ...fresh, storage: "pending" }];
    const place = await keep({ ...message, ...whose, state: "sending", problem: null });
    const entry = find(message.clientId);
    replace(message.clientId, { place, storage: place === null ? "page" : "durable" });
    if (place === null) return;
    // The room may have been lost meanwhile, and what failed may have been discarded.
    if (!entry) writeAt(place, message.clientId, () => null);
    else if (entry.state === "failed") fail(entry.clientId, entry.problem);
    onKept();
  }

  async function keep(message: Omit<KeptMessage, "files"> & Written): Promise<number | null> {
    const files = message.files.flatMap(({ name, type, blob }) =>
      blob ? [{ name, type, blob }] : [],
    );
    if (!vault || files.length < message.files.length) return null;
    try {
      return await vault.add({ ...message, files });
    } catch {
      // No room left, or a browser that keeps nothing: it lives as long as the page.
      return null;
    }
  }

  function fail(clientId: string, problem: OutgoingMessage["problem"]): void {
    replace(clientId, { state: "failed", problem });
    write(clientId, (row) =>
      row.state === "discarded" ? row : { ...row, state: "failed", problem },
    );
  }

  function merge(
    rows: readonly KeptRow[],
    opened: ReadonlyMap<string, readonly OutgoingFile[]>,
  ): void {
    const believed = rows.filter(({ clientId }) => !strayed.has(clientId));
    const kept = new Map(believed.map((row) => [row.clientId, row]));
    const mine = new Set(entries.map(({ clientId }) => clientId));
    entries = inOrder([
      ...entries.flatMap((entry) =>
        strayed.has(entry.clientId) ? [entry] : update(entry, kept.get(entry.clientId)),
      ),
      ...believed
        .filter(({ clientId }) => !mine.has(clientId))
        .flatMap((row) => toEntry(row, opened.get(row.clientId) ?? [])),
    ]);
  }

  return {
    list: () => entries,
    find,
    add,
    fail,
    retry(clientId) {
      replace(clientId, { state: "sending", problem: null });
      // Another page may have discarded it.
      write(clientId, (row) =>
        row.state === "failed" ? { ...row, state: "sending", problem: null } : row,
      );
    },
    confirm(clientId, seq) {
      write(clientId, () => null);
      const confirmed = { state: "sending", problem: null, confirmedSeq: seq } as const;
      replace(clientId, { ...confirmed, place: null, storage: "durable" });
    },
    discard(clientId) {
      // Another page may be sending it again.
      write(clientId, (row) =>
        row.state === "failed" ? { ...row, state: "discarded", body: "", files: [] } : row,
      );
      replace(clientId, null);
    },
    forget(clientId) {
      write(clientId, () => null);
      replace(clientId, null);
    },
    async refresh() {
      if (!vault) return;
      for (let read = 0; read < mostReads; read += 1) {
        const before = version;
        const rows = await vault.list(whose).catch(() => null);
        // Out of reach for now: what is in memory goes on.
        if (!rows) return;
        const opened = await openFiles(rows.filter(({ clientId }) => !find(clientId)));
        if (version === before) return merge(rows, opened);
      }
    },
  };

  async function openFiles(rows: readonly KeptRow[]): Promise<Map<string, OutgoingFile[]>> {
    const open = (files: readonly KeptFile[]) =>
      Promise.all(files.map((file) => effects.openFile(file, whose.userId)));
    return new Map(
      await Promise.all(rows.map(async (row) => [row.clientId, await open(row.files)] as const)),
    );
  }
}

function toEntry(row: KeptRow, files: readonly OutgoingFile[]): OutboxEntry[] {
  const { clientId, body, replyTo, createdAt, state, problem, place } = row;
  if (state === "discarded") return [];
  const kept = { confirmedSeq: null, place, storage: "durable" } as const;
  return [{ clientId, body, replyTo, files, createdAt, state, problem, ...kept }];
}

/** What the vault says of an entry in memory. */
function update(entry: OutboxEntry, row: KeptRow | undefined): OutboxEntry[] {
  if (entry.confirmedSeq !== null) return [entry];
  if (row?.state === "discarded") return [];
  if (row) {
    const { place, state, problem } = row;
    return [{ ...entry, place, state, problem, storage: "durable" }];
  }
  // Another page has sent it, or somebody emptied the browser's storage. Sending it again is safe; losing it is not.
  return [entry.place === null ? entry : { ...entry, place: null, storage: "page" }];
}

/** By place; what has none stays behind the one that it was written after. */
function inOrder(entries: readonly OutboxEntry[]): OutboxEntry[] {
  let after = 0;
  return entries
    .map((entry) => ({ entry, order: (after = entry.place ?? after) }))
    .sort((a, b) => a.order - b.order)
    .map(({ entry }) => entry);
}
