import type { AsyncBuffer } from "hyparquet";
import { PlazaError } from "../../../http/problem";
import type { Deps } from "../../../platform/deps";
import { within } from "../../../platform/within";

/** The archive's objects in R2. Each call has a time limit; streams are limited by whoever reads them. */

const callTimeoutMs = 30_000;

/** The ledger knows an object that R2 does not have. */
export class MissingObject extends Error {
  constructor(path: string) {
    super(`${path} is not in R2`);
    this.name = "MissingObject";
  }
}

function getBucket({ bindings }: Deps): R2Bucket {
  const { ARCHIVE_BUCKET: bucket } = bindings;
  if (!bucket) throw new PlazaError("unavailable", { detail: "ARCHIVE_BUCKET is not bound" });
  return bucket;
}

/** The object as a stream. Throws `MissingObject`. */
export async function openObject(deps: Deps, path: string): Promise<R2ObjectBody> {
  const object = await within(callTimeoutMs, `R2 get ${path}`, getBucket(deps).get(path));
  if (!object) throw new MissingObject(path);
  return object;
}

/** The object for reading in ranges, as Parquet wants it. Throws `MissingObject`. */
export async function openRanges(deps: Deps, path: string): Promise<AsyncBuffer> {
  const bucket = getBucket(deps);
  const head = await within(callTimeoutMs, `R2 head ${path}`, bucket.head(path));
  if (!head) throw new MissingObject(path);
  const readRange = async (offset: number, end: number) => {
    const object = await bucket.get(path, { range: { offset, length: end - offset } });
    if (!object) throw new MissingObject(path);
    return object.arrayBuffer();
  };
  return {
    byteLength: head.size,
    slice: (start, end = head.size) =>
      within(callTimeoutMs, `R2 range of ${path}`, readRange(start, end)),
  };
}

/** Deletes objects; those that are not there are none. */
export async function deleteObjects(deps: Deps, paths: string[]): Promise<void> {
  await within(callTimeoutMs, "R2 delete", getBucket(deps).delete(paths));
}

export type UploadOptions = { path: string; format: "jsonl.gz" | "parquet" } & Record<
  "recordCount" | "archiveDate" | "sourceDate",
  string
>;

/** Begins a multipart upload; metadata has to be known by then. */
export async function createUpload(
  deps: Deps,
  { path, format, ...customMetadata }: UploadOptions,
): Promise<R2MultipartUpload> {
  const contentType = format === "parquet" ? "application/vnd.apache.parquet" : "application/gzip";
  const upload = getBucket(deps).createMultipartUpload(path, {
    customMetadata,
    httpMetadata: { contentType },
  });
  return within(callTimeoutMs, `R2 create upload of ${path}`, upload);
}

/**
 * Ends an upload that was left over, so that it can never be completed by whoever began it. One that is completed or
 * gone already is fine; any other failure is thrown, because then it might still complete.
 */
export async function abortUpload(deps: Deps, path: string, uploadId: string): Promise<void> {
  const upload = getBucket(deps).resumeMultipartUpload(path, uploadId);
  try {
    await within(callTimeoutMs, `R2 abort upload of ${path}`, upload.abort());
  } catch (error) {
    // 10024: NoSuchUpload (https://developers.cloudflare.com/r2/api/error-codes/).
    if (!(error instanceof Error && error.message.includes("10024"))) throw error;
  }
}
