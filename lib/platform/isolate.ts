const store = Symbol.for("plaza.isolate");

type IsolateStore = Map<string, unknown>;

/**
 * Creates the store that everything in this isolate shares. Must run in the entry of a worker, before any route:
 * the adapter bundles every route apart (each has its own copy of a module's variables) and shows each route
 * its own view of `globalThis`, where reads fall through to the real one but writes do not.
 */
export function openIsolateStore(): void {
  const scope = globalThis as { [store]?: IsolateStore };
  scope[store] ??= new Map();
}

/**
 * State that lives as long as the isolate: memory caches, flights, breakers, counters.
 * `create` runs once per isolate and key. Without an entry (tests, scripts) the state is the module's own.
 */
export function isolateState<T>(key: string, create: () => T): T {
  const scope = globalThis as { [store]?: IsolateStore };
  scope[store] ??= new Map();
  const states = scope[store];
  if (!states.has(key)) states.set(key, create());
  return states.get(key) as T;
}
