/** Cloudflare's promise: a change is visible everywhere after up to this long. "Not found" is remembered as well. */
const longestLagMs = 60_000;

/**
 * One place of the network (a data centre, in a test: an isolate) as it sees a KV namespace. Its reads answer what stood
 * there `lagMs` ago by the injected clock, misses included; its own writes it sees at once. All fields may be changed at any time.
 */
export type StalePlace = {
  kv: KVNamespace;
  lagMs: number;
  /** `throw`: every call rejects; `hang`: every call stays open for ever. */
  fault: "none" | "throw" | "hang";
  /** Which calls the fault concerns. */
  faulty: "all" | "reads" | "writes";
  /** Calls so far, such as `get salt:1`, failed ones included. */
  calls: string[];
};

type Write = {
  at: number;
  by: StalePlace;
  /** Null: deleted. */
  value: Uint8Array | null;
  metadata: unknown;
  expiresAt: number;
};
type History = Map<string, Write[]>;

type Weaknesses = {
  /** Cloudflare refuses a second write of a key within a second. */
  oneWriteASecond?: boolean;
  /** Called before each call of every place; true: it fails. */
  failsNow?: () => boolean;
};

/**
 * A KV that behaves like Cloudflare's across places: what one writes, the others see up to 60 s later. Locally KV is
 * strongly consistent, which hides every mistake of that kind. Values expire by the injected clock; they are written
 * to `backing` too, which thereby checks keys and TTLs, and reads of keys that were never written here come from it.
 */
export function createStaleKv(
  backing: KVNamespace,
  now: () => number,
  weaknesses: Weaknesses = {},
): { place: (lagMs?: number) => StalePlace } {
  const history: History = new Map();
  const world = { backing, now, history, weaknesses };
  return { place: (lagMs = longestLagMs) => openPlace(world, lagMs) };
}

type World = {
  backing: KVNamespace;
  now: () => number;
  history: History;
  weaknesses: Weaknesses;
};

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function openPlace(world: World, lagMs: number): StalePlace {
  const place: StalePlace = {
    kv: undefined as unknown as KVNamespace,
    lagMs,
    fault: "none",
    faulty: "all",
    calls: [],
  };
  const guarded =
    <Args extends unknown[], Result>(name: string, call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      place.calls.push(`${name} ${String(args[0])}`);
      const kind = name === "put" || name === "delete" ? "writes" : "reads";
      const isMeant = place.faulty === "all" || place.faulty === kind;
      if (isMeant && place.fault === "throw") throw new Error("KV is down, says the test");
      if (isMeant && place.fault === "hang") await new Promise(() => undefined);
      if (world.weaknesses.failsNow?.()) throw new Error("KV has failed, says the test");
      return call(...args);
    };
  const read = (key: string, options: unknown) => readAt(world, place, key, options);
  // The overloads of the real type are the platform's; the product uses what stands here.
  place.kv = {
    get: guarded("get", async (key: string | string[], options?: unknown) => {
      if (typeof key === "string") return (await read(key, options)).value;
      if (key.length > 100) throw new Error("KV reads at most 100 keys at once");
      const values = await Promise.all(key.map((one) => read(one, options)));
      return new Map(key.map((one, index) => [one, values[index]?.value ?? null]));
    }),
    getWithMetadata: guarded("getWithMetadata", read),
    put: guarded("put", (key: string, value: PutValue, options?: KVNamespacePutOptions) =>
      write(world, place, key, value, options),
    ),
    delete: guarded("delete", (key: string) => write(world, place, key, null)),
    list: guarded("list", (options?: KVNamespaceListOptions) => world.backing.list(options)),
  } as unknown as KVNamespace;
  return place;
}

async function readAt(
  { backing, now, history }: World,
  place: StalePlace,
  key: string,
  options: unknown,
): Promise<{ value: unknown; metadata: unknown; cacheStatus: null }> {
  const writes = history.get(key);
  if (!writes) {
    const bytes = await backing.get(key, "arrayBuffer");
    return {
      value: bytes && decode(new Uint8Array(bytes), options),
      metadata: null,
      cacheStatus: null,
    };
  }
  const seen = writes.findLast(({ at, by }) => by === place || at <= now() - place.lagMs);
  const value = seen && seen.expiresAt > now() ? seen.value : null;
  return {
    value: value && decode(value, options),
    metadata: value ? (seen?.metadata ?? null) : null,
    cacheStatus: null,
  };
}

type PutValue = string | ArrayBuffer | Uint8Array<ArrayBuffer> | ReadableStream;

async function write(
  { backing, now, history, weaknesses }: World,
  place: StalePlace,
  key: string,
  value: PutValue | null,
  options: KVNamespacePutOptions = {},
): Promise<void> {
  const last = history.get(key)?.at(-1);
  if (weaknesses.oneWriteASecond && last && now() < last.at + 1_000) {
    throw new Error("KV PUT failed: 429 Too Many Requests");
  }
  const bytes = value === null ? null : new Uint8Array(await new Response(value).arrayBuffer());
  if (bytes) await backing.put(key, bytes, options);
  else await backing.delete(key);
  const { expirationTtl, expiration } = options;
  const expiresAt = expirationTtl ? now() + expirationTtl * 1000 : (expiration ?? Infinity) * 1000;
  const writes = history.get(key) ?? [];
  writes.push({ at: now(), by: place, value: bytes, metadata: options.metadata, expiresAt });
  history.set(key, writes);
}

function decode(bytes: Uint8Array, options: unknown): unknown {
  const type = typeof options === "object" ? Reflect.get(options ?? {}, "type") : options;
  if (type === "arrayBuffer") return bytes.slice().buffer;
  if (type === "stream") return new Response(bytes.slice()).body;
  const text = new TextDecoder().decode(bytes);
  return type === "json" ? JSON.parse(text) : text;
}
