import { z } from "zod";
import { within } from "../../platform/within";
import { reportSchema } from "./schema";

/** Reports in the Cache API of a data centre. It knows no stale entries, so they carry the time they were stored. */

const entrySchema = z.object({ storedAt: z.number(), report: reportSchema });
export type CachedReport = z.infer<typeof entrySchema>;

/** How long it may be served, in the end as stale, at the data centre's pleasure. */
const keptSeconds = 7 * 24 * 60 * 60;
const limitMs = 1_000;

/** Null when there is none, or no Cache API here (`next dev`). Rejects when the cache fails or is slow. */
export async function readCachedReport(key: string): Promise<CachedReport | null> {
  if (typeof caches === "undefined") return null;
  const text = await within(limitMs, "Reading a cached report", readText(key));
  if (text === null) return null;
  return entrySchema.safeParse(parseJson(text)).data ?? null;
}

export async function writeCachedReport(key: string, entry: CachedReport): Promise<void> {
  if (typeof caches === "undefined") return;
  await within(limitMs, "Caching a report", writeText(key, JSON.stringify(entry)));
}

async function readText(key: string): Promise<string | null> {
  const cache = await caches.open("paths");
  const found = await cache.match(toAddress(key));
  return found ? found.text() : null;
}

async function writeText(key: string, text: string): Promise<void> {
  const cache = await caches.open("paths");
  const headers = {
    "content-type": "application/json",
    "cache-control": `public, max-age=${keptSeconds}`,
  };
  await cache.put(toAddress(key), new Response(text, { headers }));
}

/** Entries need an address; nobody can ask for this one from outside. */
function toAddress(key: string): string {
  return `https://paths.invalid/report?${key}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
