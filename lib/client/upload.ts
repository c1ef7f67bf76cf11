import type { $ZodType } from "zod/v4/core";
import { asUserHeader } from "../http/as-user";
import { NetworkError, readAnswer } from "../http/fetcher";

type UploadInit = {
  body: FormData | Blob;
  /** Who the page believes to be; see `fetchJson`. */
  asUser?: string;
  /** Hears which part of the body has left, between 0 and 1. */
  onProgress?: (part: number) => void;
  /** Aborting it ends the upload with a `DOMException` named `AbortError`. */
  signal?: AbortSignal;
};

/** An upload that stands still for this long has failed. */
const stalledMs = 60_000;

/**
 * Posts a large body and tells how far it is, which `fetch` cannot. Answers and throws like `fetchJson`.
 */
export async function upload<T>(url: string, schema: $ZodType<T>, init: UploadInit): Promise<T> {
  const request = new XMLHttpRequest();
  try {
    const answered = await send(request, url, init);
    const headers = new Headers();
    const retryAfter = answered.getResponseHeader("retry-after");
    if (retryAfter) headers.set("retry-after", retryAfter);
    return readAnswer({ status: answered.status, headers, text: answered.responseText }, schema);
  } finally {
    request.abort();
  }
}

function send(request: XMLHttpRequest, url: string, init: UploadInit): Promise<XMLHttpRequest> {
  const { body, asUser, onProgress, signal } = init;
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => fail(new NetworkError("The upload stands still")), stalledMs);
    };
    request.open("POST", url);
    if (asUser !== undefined) request.setRequestHeader(asUserHeader, asUser);
    request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
      wait();
      if (lengthComputable) onProgress?.(loaded / total);
    });
    request.addEventListener("load", () => {
      clearTimeout(timer);
      resolve(request);
    });
    request.addEventListener("error", () => fail(new NetworkError("The network failed")));
    const onAbort = () => fail(new DOMException("The upload was given up", "AbortError"));
    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    wait();
    request.send(body);
  });
}
