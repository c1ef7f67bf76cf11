import { recordAction } from "../audit/service";
import type { Person } from "../auth/schema";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { roomExports, type ExportFormat, type ExportHead } from "./export-format";
import { getMembership } from "./membership";
import type { Message } from "./schema";
import { findPage } from "./store/pages";
import { findRoomSummary } from "./store/room-list";

const pageSize = 200;
/** Downloads of one room by one person within this stand once in the audit log. */
const togetherMs = 10 * 60_000;

export type RoomExport = {
  body: ReadableStream<Uint8Array>;
  contentType: string;
  extension: string;
};

/**
 * All messages of a room as a file, for its owner; a page of them is in memory at a time, and the next is read when the reader
 * asks for more. Ends where the room ended when it began. Written down. Throws `not_found`, `forbidden`.
 */
export async function exportRoom(
  deps: Deps,
  person: Person,
  roomId: string,
  format: ExportFormat,
  origin: string,
): Promise<RoomExport> {
  const { role, kind } = await getMembership(deps, person, roomId);
  if (role !== "owner" || kind === "direct") throw new PlazaError("forbidden");
  const room = await findRoomSummary(deps.db, person.id, roomId);
  if (!room) throw new PlazaError("not_found");
  await recordAction(deps, person, {
    action: "room.export",
    targetId: roomId,
    detail: { format },
    oncePerMs: togetherMs,
  });
  const { name, topic, lastSeq } = room;
  const head: ExportHead = { roomId, name, topic, lastSeq, origin, exportedAt: deps.now() };
  const { toHead, toText, toFoot, contentType, extension } = roomExports[format];
  const blocks = (async function* () {
    yield toHead(head);
    for await (const messages of readMessages(deps, roomId, lastSeq)) {
      yield messages.map((message) => toText(message, head)).join("");
    }
    yield toFoot(head);
  })();
  return { body: toStream(blocks), contentType, extension };
}

async function* readMessages(
  deps: Deps,
  roomId: string,
  lastSeq: number,
): AsyncGenerator<Message[]> {
  for (let after = 0; after < lastSeq;) {
    const page = await findPage(deps.db, roomId, { after }, pageSize);
    const messages = page?.messages.filter(({ seq }) => seq <= lastSeq) ?? [];
    const last = messages.at(-1);
    if (!last) return;
    yield messages;
    after = last.seq;
  }
}

function toStream(blocks: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const step = await blocks.next();
          if (step.done) controller.close();
          else controller.enqueue(encoder.encode(step.value));
        } catch (cause) {
          // Broken off, so that it does not end as if it were complete.
          log("error", "room.export_broken", {}, cause);
          controller.error(cause);
        }
      },
      async cancel() {
        await blocks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
