/**
 * The path of a request as log lines may show it: segments longer than a room's id may be tokens of invitations or
 * reset links, and are left out.
 */
export function toLogPath(pathname: string): string {
  return pathname.replace(/[^/]{17,}/g, "…");
}
