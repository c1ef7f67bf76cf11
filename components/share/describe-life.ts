type Life = { unit: "days" | "hours"; count: number } | { unit: "soon" };

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** How much longer a share stays, as people say it: whole days from two on, then whole hours. Times in ms. */
export function describeLife(expiresAt: number, now: number): Life {
  const leftMs = expiresAt - now;
  if (leftMs < hourMs) return { unit: "soon" };
  if (leftMs < 2 * dayMs) return { unit: "hours", count: Math.floor(leftMs / hourMs) };
  return { unit: "days", count: Math.round(leftMs / dayMs) };
}
