import { NetworkError } from "../http/fetcher";
import { fromProblem, isProblemCode } from "../http/problem";

type Options = {
  signal: AbortSignal;
  /** How many lines have come so far. */
  onCount: (lines: number) => void;
};

/**
 * Fetches a text file whose lines are what is counted, and has the browser save it once it is complete. Resolves without a
 * file when it was aborted; throws `PlazaError` or `NetworkError`.
 */
export async function downloadLines(
  url: string,
  fileName: string,
  { signal, onCount }: Options,
): Promise<void> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw await toError(response);
    const parts: BlobPart[] = [];
    const reader = response.body?.getReader();
    let lines = 0;
    for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) {
      // A copy: what the stream hands out may be of a shared buffer's type.
      const part = new Uint8Array(step.value);
      parts.push(part);
      lines += part.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);
      onCount(lines);
    }
    save(new Blob(parts, { type: response.headers.get("content-type") ?? "" }), fileName);
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof TypeError) throw new NetworkError("The download broke off");
    throw error;
  }
}

async function toError(response: Response): Promise<Error> {
  const problem: unknown = await response.json().catch(() => null);
  const code =
    typeof problem === "object" && problem !== null && "code" in problem ? problem.code : null;
  if (!isProblemCode(code)) return new NetworkError(`Answered ${response.status}`);
  return fromProblem({ type: "about:blank", title: "", status: response.status, code });
}

function save(file: Blob, fileName: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
