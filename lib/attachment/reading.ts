import type { Person } from "../auth/schema";
import { getMembership } from "../chat/service";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { toByteRange, toDisposition } from "./domain";
import { findAttachment, getObject, type AttachmentRow } from "./store";

type Reader = Pick<Person, "id">;

/**
 * A file as somebody may read it now: with its message, whoever may see the room; before that, its owner.
 * Throws `not_found`.
 */
async function getReadable(deps: Deps, person: Reader, id: string): Promise<AttachmentRow> {
  const row = await findAttachment(deps.db, id);
  if (!row) throw new PlazaError("not_found");
  if (row.roomId === null) {
    if (row.ownerId !== person.id) throw new PlazaError("not_found");
    return row;
  }
  // Its message is deleted; the object goes soon.
  if (row.purgeAt !== null) throw new PlazaError("not_found");
  await getMembership(deps, person, row.roomId);
  return row;
}

export type OpenedAttachment = {
  body: ReadableStream<Uint8Array>;
  type: string;
  width: number | null;
  height: number | null;
  size: number;
};

/** The bytes of a file that `person` may read. Throws `not_found`. */
export async function openAttachment(
  deps: Deps,
  person: Reader,
  attachmentId: string,
): Promise<OpenedAttachment> {
  const row = await getReadable(deps, person, attachmentId);
  const object = await getObject(deps.bindings, row.id, null);
  if (!object) throw new PlazaError("not_found");
  const { type, width, height, size } = row;
  return { body: object.body, type, width, height, size };
}

/**
 * A file as it is served: never sniffed, never run, kept by nobody without asking again. Answers 304 to whoever has it,
 * 206 with the part that a `Range` names, 416 for one outside of it. Throws `not_found`.
 */
export async function serveAttachment(
  deps: Deps,
  person: Reader,
  attachmentId: string,
  asked: Headers,
): Promise<Response> {
  const row = await getReadable(deps, person, attachmentId);
  const headers = toHeaders(row);
  if (isKnown(asked, headers)) return new Response(null, { status: 304, headers });
  const range = toByteRange(isRangeAsked(asked, headers) ? asked.get("range") : null, row.size);
  if (range === "outside") {
    headers.set("content-range", `bytes */${row.size}`);
    return new Response(null, { status: 416, headers });
  }
  const object = await getObject(deps.bindings, row.id, range);
  if (!object) throw new PlazaError("not_found");
  headers.set("content-type", row.type === "text/plain" ? "text/plain; charset=utf-8" : row.type);
  headers.set("content-length", String(range?.length ?? row.size));
  if (!range) return new Response(object.body, { headers });
  const end = range.offset + range.length - 1;
  headers.set("content-range", `bytes ${range.offset}-${end}/${row.size}`);
  return new Response(object.body, { status: 206, headers });
}

function toHeaders({ id, name, type }: AttachmentRow): Headers {
  return new Headers({
    "content-disposition": toDisposition(name, type),
    // Asked again on every use, so that whoever leaves the room has left its files as well.
    "cache-control": "private, no-cache",
    "content-security-policy":
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "accept-ranges": "bytes",
    // A file never changes.
    etag: `"${id}"`,
  });
}

function isKnown(asked: Headers, headers: Headers): boolean {
  const known = asked.get("if-none-match");
  if (known === null) return false;
  return known.split(",").some((tag) => {
    const value = tag.trim().replace(/^W\//, "");
    return value === "*" || value === headers.get("etag");
  });
}

/** RFC 9110 §13.1.5: a range of another version than the one we have is not wanted. */
function isRangeAsked(asked: Headers, headers: Headers): boolean {
  const condition = asked.get("if-range");
  return condition === null || condition === headers.get("etag");
}
