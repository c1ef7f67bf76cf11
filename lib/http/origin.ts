import { PlazaError } from "./problem";

const reads = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a page of `origin` may talk to us: the site's own origin, or one that the configuration lists. */
export function isOwnOrigin(origin: string, requestUrl: string, allowed: string[]): boolean {
  return origin === new URL(requestUrl).origin || allowed.includes(origin);
}

/**
 * Refuses writes that another site's page started (CSRF). Browsers send `Origin` with every cross-site write;
 * programs that send none carry no cookies of a person.
 */
export function assertOwnOrigin(request: Request, allowed: string[]): void {
  if (reads.has(request.method)) return;
  const origin = request.headers.get("origin");
  if (origin !== null) {
    if (!isOwnOrigin(origin, request.url, allowed)) throw new PlazaError("origin_refused");
    return;
  }
  if (request.headers.get("sec-fetch-site") === "cross-site")
    throw new PlazaError("origin_refused");
}
