import type { PathsQuery } from "./schema";

/** What a report leaves out. `q` chooses paths, the others requests. */
export type Filter = Pick<PathsQuery, "method" | "status" | "country" | "bot" | "q">;

/** Whether requests are left out, so that sketches of whole rows do not fit. */
export function choosesRequests({ method, status, country, bot }: Filter): boolean {
  return [method, status, country, bot].some((value) => value !== undefined);
}

export function isUnfiltered(filter: Filter): boolean {
  return !choosesRequests(filter) && !filter.q;
}

/** A GLOB on the keys of the counts, `METHOD|2xx|CC|0`: three bars in either, so the parts meet their own. */
export function toCountsPattern({ method, status, country, bot }: Filter): string {
  const isBot = bot === undefined ? "*" : String(Number(bot));
  return [method ?? "*", status ?? "*", country ?? "*", isBot].join("|");
}

/** The paths that contain `q`, whatever their case. */
export function choosePaths(paths: string[], { q }: Filter): string[] {
  if (!q) return paths;
  const wanted = q.toLowerCase();
  return paths.filter((path) => path.toLowerCase().includes(wanted));
}
