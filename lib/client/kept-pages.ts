/**
 * The chat's pages and what they are made of, in the browser's own store (Cache API), for when there is no network. A
 * page is kept with its headers, so that its policy and the nonces in it are of one answer. It names its person: only
 * the one who is signed in has pages here.
 */
export const pageCache = "plaza.pages";
export const assetCache = "plaza.assets";

/** Under which a page is kept: the list of rooms, and any room, which are drawn in the browser alike. */
export type PageKey = "/chat" | "/chat/room";

const keptMark = "x-plaza-kept";
const keptFor = "x-plaza-kept-for";

/** Null for what is not a page of the chat. */
export function toPageKey(pathname: string): PageKey | null {
  if (pathname === "/chat") return "/chat";
  return /^\/chat\/[^/]+$/.test(pathname) ? "/chat/room" : null;
}

/** The addresses of the build's files in a page, each once; its data name some of them without the folder they are in. */
export function listAssets(html: string): string[] {
  const found =
    html.match(/(?:\/_next\/)?static\/(?:chunks|css|media)\/[\w\-./%[\]()@~]+(?:\?[\w=.&-]+)?/g) ??
    [];
  const paths = found.map((path) => (path.startsWith("/") ? path : `/_next/${path}`));
  return [...new Set(paths)].filter((path) => /\.\w+(\?|$)/.test(path));
}

export async function findPage(key: PageKey): Promise<Response | null> {
  const cache = await caches.open(pageCache);
  return (await cache.match(key, { ignoreVary: true })) ?? null;
}

/** Somebody signs out, or somebody else signs in. What was built belongs to nobody and stays. */
export async function forgetPages(): Promise<void> {
  await caches.delete(pageCache);
}

/** Somebody else than before is here, who may have kept a page already. */
export async function forgetPagesOfOthers(userId: string): Promise<void> {
  const cache = await caches.open(pageCache);
  for (const key of await cache.keys()) {
    const page = await cache.match(key, { ignoreVary: true });
    if (page?.headers.get(keptFor) !== userId) await cache.delete(key, { ignoreVary: true });
  }
}

/**
 * Keeps a page of this person with everything that it loads; does nothing when the kept one is of the same `mark`
 * (build, person, how they like to see it). Rejects when something of it cannot be had or stored: then the old one stays.
 */
export async function keepPage(path: string, userId: string, mark: string): Promise<void> {
  const key = toPageKey(path);
  if (!key) return;
  const kept = await findPage(key);
  if (kept?.headers.get(keptMark) === mark) return;
  // A redirect leads to signing in.
  const answer = await fetch(path, { redirect: "manual", signal: AbortSignal.timeout(30_000) });
  const html = await answer.text();
  // Somebody else may have signed in since this page was loaded.
  if (!answer.ok || !html.includes(userId)) return;
  await keepAssets(listAssets(html));
  const headers = new Headers(answer.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  headers.set(keptMark, mark);
  headers.set(keptFor, userId);
  const cache = await caches.open(pageCache);
  await cache.put(key, new Response(html, { headers }));
}

/** Stores those that are not there yet. */
export async function keepAssets(paths: readonly string[]): Promise<void> {
  const cache = await caches.open(assetCache);
  for (const path of paths) {
    if (await cache.match(path, { ignoreVary: true })) continue;
    const answer = await fetch(path, { signal: AbortSignal.timeout(30_000) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    await cache.put(path, answer);
  }
}
