import { sha256Hex } from "../platform/id";

/** Rules of days, hours and names; times are milliseconds since the epoch, UTC. */

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Days that stay raw in D1: today and the two before. */
export const rawDays = 3;

/** Statistics know at most this many routes; further ones are counted as `(other)`. */
export const maxRoutes = 500;
export const otherRoute = "(other)";
export const unmatchedRoute = "(unmatched)";

/** An event may be this far ahead of the consumer's clock. */
export const futureToleranceMs = 5 * 60_000;

/** `2026-11-20` */
export function toDay(timestamp: number): string {
  return new Date(timestamp).toISOString().slice(0, 10);
}

/** `2026-11-20T14` */
export function toHour(timestamp: number): string {
  return new Date(timestamp).toISOString().slice(0, 13);
}

/** Start of a day (`2026-11-20`) or an hour (`2026-11-20T14`). */
export function fromBucket(bucket: string): number {
  return Date.parse(bucket.length === 10 ? `${bucket}T00:00:00Z` : `${bucket}:00:00Z`);
}

/** `2xx` for 200 to 299, and so on. */
export function toStatusClass(status: number): "1xx" | "2xx" | "3xx" | "4xx" | "5xx" {
  if (status < 200) return "1xx";
  if (status < 300) return "2xx";
  if (status < 400) return "3xx";
  return status < 500 ? "4xx" : "5xx";
}

/**
 * The id of an event: `{timestamp}-{first 16 hex of SHA-256(ip:path:requestId)}`. Request ids are random, so the id
 * tells nothing of the address.
 */
export async function toEventId(
  timestamp: number,
  { ip, path, requestId }: { ip: string; path: string; requestId: string },
): Promise<string> {
  return `${timestamp}-${(await sha256Hex(`${ip}:${path}:${requestId}`)).slice(0, 16)}`;
}
