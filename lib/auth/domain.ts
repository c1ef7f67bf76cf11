import type { Partner, Person, PersonRecord, Role, Claims } from "./schema";

/** Pure rules about people and sessions. */

export const sessionMaxAgeMs = 30 * 24 * 60 * 60 * 1000;
/** How often a session's "last seen" is written at most. */
export const lastSeenEveryMs = 60 * 60 * 1000;
/** How long after a sign-out each change of the person still looks for sockets that it left open. */
export const socketsCloseWithinMs = 60 * 60 * 1000;
export const resetLinkLifeMs = 60 * 60 * 1000;

/** What a person shows beside their name; a role outweighs a partnership. */
export function toBadge(
  role: Role,
  partnerStatus: string | null | undefined,
): "admin" | "moderator" | "partner" | null {
  if (role !== "member") return role;
  return partnerStatus === "approved" ? "partner" : null;
}

/** The person behind valid claims, or null when the account is deleted or this session was signed out. */
export function toPerson(claims: Claims, record: PersonRecord, partner: Partner): Person | null {
  if (record.status === "deleted" || record.revokedSids.includes(claims.sid)) return null;
  return {
    id: claims.userId,
    sid: claims.sid,
    name: record.name,
    image: record.image,
    role: record.role,
    partner,
  };
}

/** When an owed effect is tried again: 5 s, 10 s, 20 s … at most 10 minutes after `now` (both in ms). */
export function nextAttemptAt(now: number, attempts: number): number {
  return now + Math.min(5_000 * 2 ** Math.min(attempts, 10), 600_000);
}

/**
 * A path of this site that a visitor may be sent to after signing in. Anything else (another site, `//host`,
 * a backslash trick, the sign-in pages themselves) becomes `/chat`.
 */
export function toOwnPath(next: string | null | undefined): string {
  const fallback = "/chat";
  if (!next || !/^\/(?![/\\])/.test(next)) return fallback;
  const base = "https://plaza.invalid";
  if (!URL.canParse(next, base)) return fallback;
  const url = new URL(next, base);
  const signIn =
    ["/sign-in", "/register"].includes(url.pathname) || url.pathname.startsWith("/api/");
  return url.origin !== base || signIn ? fallback : url.pathname + url.search + url.hash;
}

/**
 * What counts as one address for limits: an IPv4 address, or the /64 of an IPv6 one,
 * since whoever has one address of it has them all.
 */
export function toAddressGroup(ip: string): string {
  if (!ip.includes(":")) return ip;
  const [head = "", tail] = ip.toLowerCase().split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail?.split(":").filter(Boolean) ?? [];
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(gap).fill("0"), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
