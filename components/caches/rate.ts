/** Of all lookups the share that was answered; null when there was none. */
export function toRate({ hits, misses }: { hits: number; misses: number }): number | null {
  return hits + misses === 0 ? null : hits / (hits + misses);
}
