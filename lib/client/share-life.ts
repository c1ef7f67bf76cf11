const dayMs = 24 * 60 * 60 * 1000;

export type ShareLife = { state: "over" } | { state: "lastDay" } | { state: "days"; days: number };

/** What is left of a share's life, in whole days as people count them: 29.6 are 30. Times in ms. */
export function toShareLife(expiresAt: number, now: number): ShareLife {
  const leftMs = expiresAt - now;
  if (leftMs <= 0) return { state: "over" };
  if (leftMs < dayMs) return { state: "lastDay" };
  return { state: "days", days: Math.round(leftMs / dayMs) };
}
