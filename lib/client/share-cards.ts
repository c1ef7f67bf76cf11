import { fetchJson, type FetchJson } from "../http/fetcher";
import { shareCardsSchema, shareLimits, type Share } from "../share/schema";

/** Rows that come into view together ask together. */
const gatherMs = 25;

type Waiting = { resolve: (share: Share | null) => void; reject: (failure: unknown) => void };

export type ShareCardLoader = (id: string) => Promise<Share | null>;

/**
 * Loads shares for cards, those that are asked for at about the same time in one request (of 50 at most). Null: gone,
 * or never there. A failed request fails all that waited for it.
 */
export function createShareCardLoader(fetch: FetchJson = fetchJson): ShareCardLoader {
  let gathered = new Map<string, Waiting[]>();

  const load = async (batch: [string, Waiting[]][]) => {
    const ids = batch.map(([id]) => id).join(",");
    try {
      const { shares } = await fetch(`/api/share/cards?ids=${ids}`, shareCardsSchema);
      const byId = new Map(shares.map((share) => [share.id, share]));
      for (const [id, waiting] of batch) {
        for (const { resolve } of waiting) resolve(byId.get(id) ?? null);
      }
    } catch (failure) {
      for (const { reject } of batch.flatMap(([, waiting]) => waiting)) reject(failure);
    }
  };

  const flush = () => {
    const batch = [...gathered];
    gathered = new Map();
    for (let start = 0; start < batch.length; start += shareLimits.cards) {
      void load(batch.slice(start, start + shareLimits.cards));
    }
  };

  return (id) =>
    new Promise((resolve, reject) => {
      if (gathered.size === 0) setTimeout(flush, gatherMs);
      gathered.set(id, [...(gathered.get(id) ?? []), { resolve, reject }]);
    });
}
