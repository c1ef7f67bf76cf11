import { env } from "cloudflare:workers";
import { uploadAttachment } from "../../../lib/attachment/service";
import { testDeps, type TestDeps } from "./deps";

/** A PNG of one pixel. */
export const pixel = Uint8Array.from(
  atob(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
  ),
  (character) => character.charCodeAt(0),
);

export const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Uploads a file as its owner does. */
export async function uploadFile(
  owner: { id: string },
  content: Uint8Array = pixel,
  { name = "pixel.png", deps = testDeps() }: { name?: string; deps?: TestDeps } = {},
) {
  const form = new FormData();
  form.set("file", new File([new Uint8Array(content)], name, { type: "image/png" }));
  return uploadAttachment(deps, owner, () => Promise.resolve(form));
}

type Row = { room_id: string | null; message_id: string | null; purge_at: number | null };

/** Where a file hangs, as D1 has it. */
export async function readAttachment(id: string): Promise<Row | null> {
  return env.DB.prepare("SELECT room_id, message_id, purge_at FROM attachments WHERE id = ?")
    .bind(id)
    .first<Row>();
}

/** Whether R2 has the file. */
export async function hasObject(id: string): Promise<boolean> {
  return (await env.MEDIA_BUCKET.head(`attachments/${id}`)) !== null;
}
