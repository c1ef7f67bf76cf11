import { config, safeParse, type $ZodType } from "zod/v4/core";
import { en } from "zod/v4/locales";
import { PlazaError } from "./problem";

// What zod/mini says of a field is "Invalid input" otherwise.
config(en());

const defaultMaxBytes = 64 * 1024;

/** Reads a body up to `maxBytes`, whatever `Content-Length` claims. Throws `payload_too_large` beyond. */
export async function readBytes(
  request: Pick<Request, "headers" | "body">,
  maxBytes: number,
): Promise<Uint8Array> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > maxBytes) throw new PlazaError("payload_too_large");
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) {
    size += step.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      throw new PlazaError("payload_too_large");
    }
    chunks.push(step.value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** Reads a JSON body. Throws `payload_too_large` or `invalid_json`. */
export async function readJson(request: Request, maxBytes = defaultMaxBytes): Promise<unknown> {
  const bytes = await readBytes(request, maxBytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch (cause) {
    throw new PlazaError("invalid_json", { cause });
  }
}

/** Parses by schema; throws `invalid_input` that names every field which does not fit. */
export function parseInput<T>(schema: $ZodType<T>, input: unknown): T {
  const result = safeParse(schema, input);
  if (result.success) return result.data;
  throw new PlazaError("invalid_input", {
    errors: result.error.issues.map((issue) => ({
      field: issue.path.join(".") || "body",
      message: issue.message,
    })),
    cause: result.error,
  });
}
