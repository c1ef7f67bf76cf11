import { z } from "zod";
import { TrafficKeys } from "../../cache/keys";
import { PlazaError } from "../../http/problem";
import type { Deps } from "../../platform/deps";
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
  return pointerSchema.safeParse(await read(deps, TrafficKeys.latestSnapshot)).data ?? null;
}

/** The same, of a snapshot: null as well when it is not there yet, or not any more. */
export async function readSnapshot(deps: CacheDeps, version: number): Promise<Snapshot | null> {
  if (version < 1) return null;
  return snapshotSchema.safeParse(await read(deps, TrafficKeys.snapshot(version))).data ?? null;
}

export async function writeSnapshot(deps: CacheDeps, snapshot: Snapshot): Promise<void> {
  const body = JSON.stringify(snapshot);
  await write(deps, TrafficKeys.snapshot(snapshot.version), body, {
    expirationTtl: snapshotTtlSeconds,
  });
}

export async function writePointer(deps: CacheDeps, pointer: Pointer): Promise<void> {
  await write(deps, TrafficKeys.latestSnapshot, JSON.stringify(pointer), {});
}

async function read(deps: CacheDeps, key: string): Promise<unknown> {
  const text = await timed(deps, "kv.read", () =>
    within(readLimitMs, "Reading a snapshot", pathsKv(deps).get(key, "text")),
  );
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

async function write(
  deps: CacheDeps,
  key: string,
  body: string,
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

function pathsKv({ bindings }: CacheDeps): KVNamespace {
  if (!bindings.PATHS_KV) throw new PlazaError("unavailable", { detail: "PATHS_KV is not bound" });
  return bindings.PATHS_KV;
}
