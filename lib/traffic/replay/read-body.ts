import { PlazaError, invalidField } from "../../http/problem";
import { readLines } from "./read-lines";
import { readParquet } from "./read-parquet";
import type { ReplayLine } from "./replay";
import { replayLimits } from "./replay-limits";

/**
 * The events of a request's body, whatever they came as: JSONL, the same gzipped, or Parquet; told by the first bytes.
 * Throws `payload_too_large` when it holds more than a call may.
 */
export async function* readReplayBody(request: Pick<Request, "body">): AsyncGenerator<ReplayLine> {
  const chunks = readChunks(request.body);
  const head = await takeHead(chunks);
  const all = concat(head, chunks);
  if (startsWith(head, "PAR1")) yield* readParquet(await collect(bounded(all)));
  else if (head[0] === 0x1f && head[1] === 0x8b) yield* readLines(bounded(gunzip(all)));
  else yield* readLines(bounded(all));
}

async function* readChunks(body: Request["body"]): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** At least four bytes, if there are as many. */
async function takeHead(chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  let head = new Uint8Array();
  while (head.length < 4) {
    const step = await chunks.next();
    if (step.done) return head;
    const longer = new Uint8Array(head.length + step.value.length);
    longer.set(head);
    longer.set(step.value, head.length);
    head = longer;
  }
  return head;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((letter, index) => bytes[index] === letter.charCodeAt(0));
}

async function* concat(
  head: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}

async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > replayLimits.bytes) {
      throw new PlazaError("payload_too_large", {
        detail: `At most ${replayLimits.bytes / 1024 ** 2} MB a call, unpacked; send the file in slices`,
      });
    }
    yield chunk;
  }
}

async function* gunzip(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const step = await chunks.next();
        if (step.done) controller.close();
        else controller.enqueue(step.value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  // The library's type of the stream wants another one of its byte arrays.
  const unpack = new DecompressionStream("gzip") as unknown as ReadableWritablePair<
    Uint8Array,
    Uint8Array
  >;
  const unpacked = source.pipeThrough(unpack);
  const reader = unpacked.getReader();
  try {
    for (let step = await read(reader); !step.done; step = await read(reader)) yield step.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch (cause) {
    const { options } = invalidField("body", "Is not valid gzip");
    throw new PlazaError("invalid_input", { ...options, cause });
  }
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}
