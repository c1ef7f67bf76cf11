import { z } from "zod";
import { TrafficKeys } from "../../cache/keys";
import { PlazaError } from "../../http/problem";
import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { within } from "../../platform/within";
import { snapshotSchema, type Snapshot } from "./codec";

type CacheDeps = Pick<Deps, "bindings" | "counters" | "now" | "isolate">;

const snapshotTtlSeconds = 72 * 60 * 60;
const readLimitMs = 1_000;
const writeLimitMs = 5_000;

const pointerSchema = z.object({
  version: z.number().int().min(1),
  /** The one before, for readers whom the new version has not reached; 0: none. */
  prev: z.number().int().min(0),
});
export type Pointer = z.infer<typeof pointerSchema>;

/** Null when there is none, or it cannot be read by this version of the code. Rejects when KV fails or is slow. */
export async function readPointer(deps: CacheDeps): Promise<Pointer | null> {
  const bytes = await read(deps, TrafficKeys.latestSnapshot);
  return bytes ? parse(pointerSchema, async () => new TextDecoder().decode(bytes)) : null;
}

/** The same, of a snapshot: null as well when it is not there yet, or not any more. */
export async function readSnapshot(deps: CacheDeps, version: number): Promise<Snapshot | null> {
  if (version < 1) return null;
  const bytes = await read(deps, TrafficKeys.snapshot(version));
  return bytes ? parse(snapshotSchema, () => unzip(bytes)) : null;
}

/** Answers the size of what was written, in bytes. */
export async function writeSnapshot(deps: CacheDeps, snapshot: Snapshot): Promise<number> {
  const bytes = await zip(JSON.stringify(snapshot));
  await write(deps, TrafficKeys.snapshot(snapshot.version), bytes, {
    expirationTtl: snapshotTtlSeconds,
  });
  return bytes.byteLength;
}

export async function writePointer(deps: CacheDeps, pointer: Pointer): Promise<void> {
  await write(deps, TrafficKeys.latestSnapshot, JSON.stringify(pointer), {});
}

function read(deps: CacheDeps, key: string): Promise<ArrayBuffer | null> {
  return timed(deps, "kv.read", () =>
    within(readLimitMs, "Reading a snapshot", pathsKv(deps).get(key, "arrayBuffer")),
  );
}

/** Null for what another version of the code wrote. */
async function parse<T>(schema: z.ZodType<T>, text: () => Promise<string>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await text()));
  } catch (cause) {
    log("warn", "snapshot.unreadable", {}, cause);
    return null;
  }
}

async function write(
  deps: CacheDeps,
  key: string,
  body: string | ArrayBuffer,
  options: KVNamespacePutOptions,
): Promise<void> {
  await timed(deps, "kv.write", () =>
    within(writeLimitMs, "Writing a snapshot", pathsKv(deps).put(key, body, options)),
  );
}

async function timed<T>(
  { counters, now }: CacheDeps,
  name: "kv.read" | "kv.write",
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = now();
  try {
    return await work();
  } finally {
    counters.time(name, now() - startedAt, { store: "paths" });
  }
}

/** A snapshot shrinks to a third or less. */
function zip(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

function unzip(bytes: ArrayBuffer): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

function pathsKv({ bindings }: CacheDeps): KVNamespace {
  if (!bindings.PATHS_KV) throw new PlazaError("unavailable", { detail: "PATHS_KV is not bound" });
  return bindings.PATHS_KV;
}
