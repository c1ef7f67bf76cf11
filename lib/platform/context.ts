import { getRequestContext } from "@cloudflare/next-on-pages";
import { createDeps, type Deps } from "./deps";
import type { Bindings } from "./env";

/** The only door to the adapter: the deps of the request being answered. Call it inside handlers, never at module level. */
export function requestDeps(): Deps {
  const { env, ctx } = getRequestContext();
  return createDeps(env as unknown as Bindings, (promise) => ctx.waitUntil(promise));
}

/** The bindings alone, for what must answer even when the configuration does not parse. */
export function requestBindings(): Bindings {
  return getRequestContext().env as unknown as Bindings;
}
