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

/**
 * A KV that behaves like Cloudflare's across places: what one writes, the others see up to 60 s later. Locally KV is
 * strongly consistent, which hides every mistake of that kind. Values expire by the injected clock; they are written
 * to `backing` too, which thereby checks keys and TTLs, and reads of keys that were never written here come from it.
 */
export function createStaleKv(
  backing: KVNamespace,
  now: () => number,
): { place: (lagMs?: number) => StalePlace } {
  const history: History = new Map();
  return { place: (lagMs = longestLagMs) => openPlace({ backing, now, history }, lagMs) };
}

type World = { backing: KVNamespace; now: () => number; history: History };

function openPlace(world: World, lagMs: number): StalePlace {
  const place: StalePlace = {
    kv: undefined as unknown as KVNamespace,
    lagMs,
    fault: "none",
    calls: [],
  };
  const guarded =
    <Args extends unknown[], Result>(name: string, call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      place.calls.push(`${name} ${String(args[0])}`);
      if (place.fault === "throw") throw new Error("KV is down, says the test");
      if (place.fault === "hang") await new Promise(() => undefined);
      return call(...args);
    };
  const read = (key: string, options: unknown) => readAt(world, place, key, options);
  // The overloads of the real type are the platform's; the product uses what stands here.
  place.kv = {
    get: guarded("get", async (key: string, options?: unknown) => (await read(key, options)).value),
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
  { backing, now, history }: World,
  place: StalePlace,
  key: string,
  value: PutValue | null,
  options: KVNamespacePutOptions = {},
): Promise<void> {
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
