/** What of an answer says how new it is. */
export type Freshness = {
  /** Of the newest snapshot when it was computed; each forced refresh makes a new one. */
  version: number;
  /** The last aggregation that it contains; null before the first. */
  lastUpdated: number | null;
};

/**
 * What an answer after a forced refresh says: data has come, or the refresh is through and there was none to come; null
 * where it may still be on its way.
 */
export function judgeRefresh(
  before: Freshness,
  after: Freshness | null,
): "newer" | "newest" | null {
  if (!after) return null;
  if (isNewer(before, after)) return "newer";
  return after.version > before.version ? "newest" : null;
}

export function isNewer(before: Freshness, after: Freshness): boolean {
  return (after.lastUpdated ?? 0) > (before.lastUpdated ?? 0);
}

/**
 * How old data is in milliseconds: by the server's clock when it answered, and by the viewer's from then on, so that a
 * wrong clock does not lie.
 */
export function toAge(
  { stalenessSeconds, receivedAt }: { stalenessSeconds: number; receivedAt: number },
  now: number,
): number {
  return stalenessSeconds * 1_000 + Math.max(0, now - receivedAt);
}
