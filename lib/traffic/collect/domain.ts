import { toLogPath } from "../../http/log-path";
import { unmatchedRoute } from "../domain";

/** Rules of what one request becomes in the statistics. */

const longestPath = 512;

/** Dynamic segments whose values let somebody in; statistics hold their names instead. */
const secretSegment = /^\[\w*(token|secret|share|link|sid|key|code)\w*\]$/i;

/** What the adapter's `x-matched-path` names when nothing of ours has answered. */
const noRoutes = new Set(["/404", "/500", "/_error", "/_not-found", "/[...missing]"]);

/**
 * The template of a route out of the adapter's `x-matched-path` (null: there was none). Data of the same page, such as
 * `/chat.rsc` or `/index.rsc`, belongs to the page; groups such as `(chat)` are not part of an address.
 */
export function toRoute(matchedPath: string | null): string {
  if (!matchedPath?.startsWith("/")) return unmatchedRoute;
  const bare = matchedPath
    .replace(/(\.prefetch)?\.rsc$/, "")
    .replace(/\/\([^/)]+\)(?=\/|$)/g, "")
    .replace(/\/+$/, "");
  const route = bare === "" || bare === "/index" || bare === "/__index" ? "/" : bare;
  return noRoutes.has(route) || route.startsWith("/_next/") || route.length > 200
    ? unmatchedRoute
    : route;
}

/**
 * The path of a request as it may be kept: values of secret segments give way to their names and, where no template says
 * what a segment is, long ones are masked. At most 512 characters, percent-encoded as it came.
 */
export function toEventPath(pathname: string, route: string): string {
  const path = pathname.replace(/(.)\/+$/, "$1");
  return cut(route === unmatchedRoute ? toLogPath(path) : nameSecrets(path, route));
}

function nameSecrets(path: string, route: string): string {
  const names = route.split("/");
  const segments = path.split("/");
  const isOpen = names.some((name) => name.startsWith("[..."));
  if (isOpen || names.length !== segments.length) return toLogPath(path);
  return segments
    .map((segment, index) => {
      const name = names[index] ?? "";
      return secretSegment.test(name) ? name : segment;
    })
    .join("/");
}

function cut(path: string): string {
  if (path.length <= longestPath) return path;
  // Neither half of a percent-encoded byte nor half of a pair of surrogates stays at the end.
  return path.slice(0, longestPath).replace(/%[0-9a-f]?$|[\uD800-\uDBFF]$/i, "");
}

/** Methods are open-ended in HTTP; what does not look like one is counted as `OTHER`. */
export function toMethod(method: string): string {
  return /^[A-Z]{1,16}$/.test(method) ? method : "OTHER";
}

/** Cloudflare's country code, or `XX`. */
export function toCountry(code: unknown): string {
  return typeof code === "string" && /^[A-Z][A-Z0-9]$/.test(code) ? code : "XX";
}

/** One of how many requests becomes an event, for a ratio of 0 < ratio ≤ 1. */
export function toInterval(ratio: number): number {
  return Math.min(1_000_000, Math.max(1, Math.round(1 / ratio)));
}
