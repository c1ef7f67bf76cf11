import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { importTypeScript } from "../import-typescript.mjs";
import { root } from "../paths.mjs";
import { ClearError, explainFileError } from "../say.mjs";

/** The events of a file as lines `{line, text}`: JSONL, the same gzipped, or Parquet, told by its first bytes. */
export async function* readEventFile(path) {
  const head = await readHead(path);
  if (head.toString("latin1") === "PAR1") yield* readParquet(path);
  else yield* readText(path, head[0] === 0x1f && head[1] === 0x8b);
}

async function readHead(path) {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error.code === "ENOENT") throw new ClearError(`there is no file ${path}`);
    if (error.code === "EISDIR") throw new ClearError(`${path} is a directory`);
    throw explainFileError(error, path);
  }
}

async function* readText(path, isPacked) {
  const file = createReadStream(path);
  const input = isPacked ? file.pipe(createGunzip()) : file;
  file.on("error", (error) => input.destroy(error));
  let broken = null;
  // readline does not pass on what its input fails with.
  input.on("error", (error) => (broken = error));
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() !== "") yield { line, text };
  }
  if (broken) throw new ClearError(`${path} cannot be read to its end (${broken.message})`);
}

async function* readParquet(path) {
  const { toEventFields } = await importTypeScript(join(root, "lib/traffic/replay/parquet-row.ts"));
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file).catch((error) => {
    throw new ClearError(`${path} is not a Parquet file that can be read (${error.message})`);
  });
  let line = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = line + Number(group.num_rows);
    const parsers = { timestampFromMilliseconds: Number };
    for (const row of await parquetReadObjects({
      file,
      metadata,
      rowStart: line,
      rowEnd,
      parsers,
    })) {
      line += 1;
      yield { line, text: JSON.stringify(toEventFields(row)) };
    }
  }
}
