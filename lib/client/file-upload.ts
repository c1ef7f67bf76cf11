import { attachmentLimits, uploadedSchema, type Attachment } from "../attachment/schema";
import { PlazaError } from "../http/problem";
import type { OutgoingFile } from "../sync/types";
import { keepLocalPreview } from "./local-previews";
import { upload } from "./upload";

export type UploadState =
  { state: "uploading"; part: number } | { state: "done" } | { state: "failed"; failure: unknown };

/** A file on its way to the server, from the moment it is chosen; a component shows it, a message waits for it. */
export interface FileUpload extends OutgoingFile {
  getState(): UploadState;
  subscribe(listener: () => void): () => void;
  /** Stops it and gives the preview's memory free. */
  discard(): void;
}

const shownTypes = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);
let count = 0;

/** A file that is uploaded as `userId`: from now on, or when it is asked to. Browser only. */
export function createFileUpload(
  file: File,
  userId: string,
  begin: "now" | "later" = "now",
): FileUpload {
  let state: UploadState = { state: "uploading", part: 0 };
  let running: Promise<Attachment> | null = null;
  let stop = new AbortController();
  let dimensions: OutgoingFile["dimensions"] = null;
  const listeners = new Set<() => void>();
  const previewUrl = shownTypes.has(file.type) ? URL.createObjectURL(file) : null;

  function change(next: UploadState): void {
    state = next;
    for (const listener of [...listeners]) listener();
  }

  async function send(signal: AbortSignal): Promise<Attachment> {
    change({ state: "uploading", part: 0 });
    try {
      if (file.size > attachmentLimits.bytes) throw new PlazaError("payload_too_large");
      const body = new FormData();
      body.set("file", file);
      const done = await upload("/api/chat/uploads", uploadedSchema, {
        body,
        asUser: userId,
        signal,
        onProgress: (part) => change({ state: "uploading", part }),
      });
      if (previewUrl !== null) keepLocalPreview(done.id, previewUrl);
      change({ state: "done" });
      return done;
    } catch (failure) {
      if (!signal.aborted) {
        running = null;
        change({ state: "failed", failure });
      }
      throw failure;
    }
  }

  const start = () => {
    running ??= send(stop.signal);
    return running.then(({ id }) => id);
  };
  const drop = () => {
    stop.abort();
    stop = new AbortController();
    running = null;
  };
  // Whoever waits for the file hears of its failure; until then the state tells.
  if (begin === "now") start().catch(() => undefined);
  if (previewUrl !== null) void measure(previewUrl).then((measured) => (dimensions = measured));

  count += 1;
  return {
    key: `file-${count}`,
    name: file.name,
    type: file.type,
    size: file.size,
    blob: file,
    previewUrl,
    get dimensions() {
      return dimensions;
    },
    upload: start,
    drop,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    discard() {
      drop();
      if (previewUrl !== null) URL.revokeObjectURL(previewUrl);
    },
  };
}

/** The size of a picture; null when the browser cannot show it. */
async function measure(url: string): Promise<OutgoingFile["dimensions"]> {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  } catch {
    // Not a picture after all; the server will say so.
    return null;
  }
}
