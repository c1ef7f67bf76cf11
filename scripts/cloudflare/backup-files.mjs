import { createReadStream, createWriteStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { ClearError } from "../local/say.mjs";

/** A backup is a folder: `manifest.json`, and for each table `{binding}/{table}.jsonl.gz` with a row a line. */
export const formatVersion = 1;
export const manifestName = "manifest.json";
const fileOf = (folder, binding, table) => join(folder, binding, `${table}.jsonl.gz`);

/** Writes rows as they come, readable by their owner only. */
export async function writeTable(folder, binding, table, lines) {
  const text = async function* () {
    for await (const line of lines) yield `${JSON.stringify(line)}\n`;
  };
  const file = createWriteStream(fileOf(folder, binding, table), { mode: 0o600, flags: "wx" });
  await pipeline(Readable.from(text()), createGzip(), file);
}

/** The rows of one table of a backup. */
export async function* readTable(folder, binding, table) {
  const path = fileOf(folder, binding, table);
  if (!existsSync(path)) throw new ClearError(`${path} is missing: the backup is not whole`);
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) });
  for await (const line of lines) yield JSON.parse(line);
}

/** What a backup says of itself; a folder without a manifest was never finished. */
export function readManifest(folder) {
  const path = join(folder, manifestName);
  if (!existsSync(path)) throw new ClearError(`${folder} is no backup: it has no ${manifestName}`);
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  if (manifest.format !== formatVersion) {
    throw new ClearError(
      `${folder} is of format ${manifest.format}; this checkout reads ${formatVersion}`,
    );
  }
  return manifest;
}
