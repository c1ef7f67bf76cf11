import type { PathsQuery } from "./schema";

/** What a report leaves out. `q` and `path` choose paths, the others requests. */
export type Filter = Pick<PathsQuery, "method" | "status" | "country" | "bot" | "q"> & {
  /** This one and no other. */
  path?: string;
};

/** Whether requests are left out, so that sketches of whole rows do not fit. */
export function choosesRequests({ method, status, country, bot }: Filter): boolean {
  return [method, status, country, bot].some((value) => value !== undefined);
}

export function isUnfiltered(filter: Filter): boolean {
  return !choosesRequests(filter) && !choosesPaths(filter);
}

/** Whether paths are left out, so that totals of all do not fit. */
export function choosesPaths({ q, path }: Filter): boolean {
  return Boolean(q) || path !== undefined;
}

/** A GLOB on the keys of the counts, `METHOD|2xx|CC|0`: three bars in either, so the parts meet their own. */
export function toCountsPattern({ method, status, country, bot }: Filter): string {
  const isBot = bot === undefined ? "*" : String(Number(bot));
  return [method ?? "*", status ?? "*", country ?? "*", isBot].join("|");
}

/** The paths that contain `q`, whatever their case; or the one that is asked for. */
export function choosePaths(paths: string[], { q, path: only }: Filter): string[] {
  const wanted = q?.toLowerCase() ?? "";
  return paths.filter(
    (path) => path.toLowerCase().includes(wanted) && (only === undefined || path === only),
  );
}
