import type { Person } from "../auth/schema";
import { RateLimitKeys } from "../cache/keys";
import { invalidField, PlazaError } from "../http/problem";
import { takeFromLimit } from "../limit/take";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { readFile } from "./check-file";
import { cleanName } from "./domain";
import { attachmentLimits, type Attachment } from "./schema";
import { insertAttachment, putObject } from "./store";

/** The file and what a form puts around it. */
export const maxUploadBytes = attachmentLimits.bytes + 16 * 1024;

/** How long a file waits for its message. */
const waitsMs = 24 * 60 * 60 * 1000;

/**
 * Keeps the file of a form (`file`) for a message that its owner may post within a day. Its type is what its bytes say;
 * images lose what they tell of place and camera. `read` is called once the limit allows it. Throws `rate_limited`,
 * `payload_too_large`, `unsupported_media_type`, `invalid_input` (naming `file`), and what `read` throws.
 */
export async function uploadAttachment(
  deps: Deps,
  person: Pick<Person, "id">,
  read: () => Promise<FormData>,
): Promise<Attachment> {
  await takeFromLimit(deps, RateLimitKeys.uploads(person.id), {
    limit: deps.variables.LIMIT_UPLOADS_PER_MINUTE,
    windowSeconds: 60,
  });
  const file = (await read()).get("file");
  if (!(file instanceof Blob)) throw invalidField("file", "Is missing");
  if (file.size > attachmentLimits.bytes) throw new PlazaError("payload_too_large");
  const { bytes, type, width, height } = readFile(new Uint8Array(await file.arrayBuffer()));
  const [id, now] = [newId(20), deps.now()];
  const described = {
    id,
    name: cleanName(file.name),
    type,
    size: bytes.byteLength,
    width,
    height,
  };
  // The row first: whatever happens to the object, the cron knows of it.
  await insertAttachment(deps.db, {
    ...described,
    ownerId: person.id,
    createdAt: now,
    purgeAt: now + waitsMs,
  });
  await putObject(deps.bindings, { id, type, bytes });
  return { ...described, url: `/api/media/attachments/${id}` };
}
