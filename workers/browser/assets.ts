import { assetCache, listAssets, pageCache } from "../../lib/client/kept-pages";

/** How many files stay: two builds of the chat or more. With other pages open, which may be of an older build, more do. */
const mostAssets = { alone: 300, inCompany: 900 } as const;

/** What the build made. Its names carry a hash of what is in it, so a stored one is never that of another build. */
export function isAsset(pathname: string): boolean {
  return pathname.startsWith("/_next/static/");
}

/**
 * The stored file, else the network's, which is stored when it says of itself that it never changes. In development it
 * does not: there the network comes first.
 */
export async function answerAsset(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const stored = await findAsset(request);
  if (stored && neverChanges(stored)) return stored;
  try {
    const answer = await fetch(request);
    if (answer.ok && neverChanges(answer)) {
      const copy = answer.clone();
      event.waitUntil(store(request, copy));
    }
    return answer;
  } catch (error) {
    if (stored) return stored;
    throw error;
  }
}

const neverChanges = (answer: Response) =>
  answer.headers.get("cache-control")?.includes("immutable") ?? false;

/** A store that fails is as good as an empty one. */
async function findAsset(request: Request): Promise<Response | undefined> {
  try {
    return await (await caches.open(assetCache)).match(request, { ignoreVary: true });
  } catch {
    return undefined;
  }
}

async function store(request: Request, answer: Response): Promise<void> {
  try {
    await (await caches.open(assetCache)).put(request, answer);
  } catch {
    // No room: the network has it.
  }
}

/** Drops the oldest files over the bound, but none that a kept page is made of. */
export async function tidyAssets(clients: Clients): Promise<void> {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const most = windows.length > 1 ? mostAssets.inCompany : mostAssets.alone;
  const cache = await caches.open(assetCache);
  // In the order in which they were stored.
  const requests = await cache.keys();
  if (requests.length <= most) return;
  const needed = await listNeeded();
  const loose = requests.filter(({ url }) => !needed.has(new URL(url).pathname));
  for (const request of loose.slice(0, requests.length - most)) await cache.delete(request);
}

async function listNeeded(): Promise<Set<string>> {
  const cache = await caches.open(pageCache);
  const pages = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
  const texts = await Promise.all(pages.map(async (page) => (page ? page.text() : "")));
  return new Set(texts.flatMap(listAssets).map((path) => path.replace(/\?.*/, "")));
}
