import type { Deps } from "../platform/deps";
import type { Person } from "./schema";
import { listOwnMemberships, listOwnMessages, listOwnShares, readOwnData } from "./store/export";

const pageSize = 500;

/**
 * Everything about me as one JSON document, page by page: whatever its size, one page is in memory at a time,
 * and the next is read when the reader has taken the last.
 */
export function exportOwnData(deps: Deps, person: Person): ReadableStream<Uint8Array> {
  const pieces = writeDocument(deps, person.id);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

async function* writeDocument(deps: Deps, userId: string): AsyncGenerator<string, void> {
  const own = await readOwnData(deps.db, userId);
  const head = JSON.stringify({ exportedAt: deps.now(), ...own });
  yield `${head.slice(0, -1)},"memberships":[`;
  yield* writePages((last: { roomId: string } | undefined) =>
    listOwnMemberships(deps.db, userId, last?.roomId ?? "", pageSize),
  );
  yield '],"shares":[';
  yield* writePages((last: { createdAt: number; id: string } | undefined) =>
    listOwnShares(deps.db, userId, last ?? { createdAt: -1, id: "" }, pageSize),
  );
  yield '],"messages":[';
  yield* writePages(async (last: Record<string, unknown> | undefined) => {
    const after = { roomId: String(last?.roomId ?? ""), clientId: String(last?.clientId ?? "") };
    return listOwnMessages(deps.db, userId, after, pageSize);
  });
  yield "]}";
}

/** The elements of an array, without its brackets. */
async function* writePages<T extends object>(
  read: (last: T | undefined) => Promise<T[]>,
): AsyncGenerator<string, void> {
  let last: T | undefined;
  for (let isFull = true; isFull;) {
    const rows = await read(last);
    const text = rows.map((row) => JSON.stringify(row)).join(",\n");
    if (text) yield (last ? ",\n" : "") + text;
    last = rows.at(-1) ?? last;
    isFull = rows.length === pageSize;
  }
}
