import type { Deps } from "../../platform/deps";
import { readPartIds } from "./read";
import { type LedgerRow } from "./store/ledger";
import { listParts, type ArchivePart } from "./store/parts";
import { deleteEventsById, readIdPage } from "./store/events";

const pageSize = 5_000;

/**
 * Deletes the rows of a frozen day that its parts hold already: what a restore has put back. What stays are events that
 * came late. Both sides come by id, so each part is read once, and no further than the last row.
 */
export async function siftEvents(deps: Deps, row: LedgerRow): Promise<void> {
  const parts = await listParts(deps, row.date);
  if (parts.length !== row.parts) throw new Error(`${row.date} lacks parts in the ledger`);
  for (const part of parts) await siftPart(deps, row, part);
}

async function siftPart(deps: Deps, row: LedgerRow, part: ArchivePart): Promise<void> {
  const { lastId } = part;
  if (lastId === null) return;
  const archived = new IdWalk(readPartIds(deps, part));
  try {
    for (let afterId = ""; ;) {
      const page = await readIdPage(deps, row.date, afterId, pageSize);
      const [first] = page;
      const last = page.at(-1);
      if (first === undefined || last === undefined || first > lastId) return;
      const contained = await archived.takeUpTo(last, new Set(page));
      if (contained.length > 0) await deleteEventsById(deps, row, contained);
      afterId = last;
    }
  } finally {
    await archived.close();
  }
}

/** Goes through ascending ids once. */
class IdWalk {
  readonly #batches: AsyncGenerator<string[]>;
  #batch: string[] = [];
  #at = 0;

  constructor(batches: AsyncGenerator<string[]>) {
    this.#batches = batches;
  }

  /** Those of `wanted` among the ids up to and with `last`. */
  async takeUpTo(last: string, wanted: Set<string>): Promise<string[]> {
    const taken: string[] = [];
    for (;;) {
      for (; this.#at < this.#batch.length; this.#at += 1) {
        const id = this.#batch[this.#at];
        if (id === undefined || id > last) return taken;
        if (wanted.has(id)) taken.push(id);
      }
      const next = await this.#batches.next();
      if (next.done) return taken;
      this.#batch = next.value;
      this.#at = 0;
    }
  }

  async close(): Promise<void> {
    await this.#batches.return(undefined);
  }
}
