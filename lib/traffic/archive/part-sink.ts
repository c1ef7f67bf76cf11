import { within } from "../../platform/within";
import { Sha256 } from "./digest";

/** R2 wants equal parts of at least 5 MiB; the last may be smaller. */
const uploadPartBytes = 5 * 1024 * 1024;
const partTimeoutMs = 60_000;
const partTries = 3;

/** How many bytes an upload holds right now, and the most it ever held: bounded, whatever the day's size. */
export type Held = { bytes: number; peakBytes: number };

export function hold(held: Held, bytes: number): void {
  held.bytes += bytes;
  held.peakBytes = Math.max(held.peakBytes, held.bytes);
}

/**
 * Bytes on their way into a multipart upload: cut into equal parts, one of which is in memory at a time, and hashed.
 * `write` answers when there is room for more, so whoever waits for it never piles bytes up.
 */
export class PartSink {
  readonly #upload: R2MultipartUpload;
  readonly #held: Held;
  readonly #hash = new Sha256();
  readonly #parts: R2UploadedPart[] = [];
  readonly #buffer = new Uint8Array(uploadPartBytes);
  #filled = 0;
  #bytes = 0;

  constructor(upload: R2MultipartUpload, held: Held) {
    this.#upload = upload;
    this.#held = held;
    hold(held, uploadPartBytes);
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#hash.add(bytes);
    this.#bytes += bytes.length;
    for (let taken = 0; taken < bytes.length;) {
      const piece = bytes.subarray(taken, taken + uploadPartBytes - this.#filled);
      this.#buffer.set(piece, this.#filled);
      this.#filled += piece.length;
      taken += piece.length;
      if (this.#filled === uploadPartBytes) await this.#sendPart();
    }
  }

  /** Sends the rest and completes the upload: only then the object exists. */
  async complete(): Promise<{ bytes: number; sha256: string }> {
    if (this.#filled > 0) await this.#sendPart();
    await within(partTimeoutMs, "R2 complete", this.#upload.complete(this.#parts));
    hold(this.#held, -uploadPartBytes);
    return { bytes: this.#bytes, sha256: await this.#hash.finish() };
  }

  async #sendPart(): Promise<void> {
    const number = this.#parts.length + 1;
    // R2 takes a copy, so the buffer is free again when it answers.
    this.#parts.push(await this.#uploadPart(number, this.#buffer.slice(0, this.#filled)));
    this.#filled = 0;
  }

  async #uploadPart(number: number, bytes: Uint8Array): Promise<R2UploadedPart> {
    hold(this.#held, bytes.length);
    try {
      for (let tries = 1; ; tries += 1) {
        try {
          const sent = this.#upload.uploadPart(number, bytes);
          return await within(partTimeoutMs, "R2 upload of a part", sent);
        } catch (error) {
          if (tries === partTries) throw error;
        }
      }
    } finally {
      hold(this.#held, -bytes.length);
    }
  }
}
