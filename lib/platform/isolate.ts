const store = Symbol.for("plaza.isolate");

type IsolateStore = Map<string, unknown>;

/** Looks up state that lives as long as an isolate; `create` runs once per isolate and key. */
export type IsolateState = <T>(key: string, create: () => T) => T;

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
  return lookUp(scope[store], key, create);
}

/** State of an isolate of its own, so that one process can act as several. */
export function createIsolateState(): IsolateState {
  const states: IsolateStore = new Map();
  return (key, create) => lookUp(states, key, create);
}

function lookUp<T>(states: IsolateStore, key: string, create: () => T): T {
  if (!states.has(key)) states.set(key, create());
  return states.get(key) as T;
}
