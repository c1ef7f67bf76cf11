import type { HostProfile, PartnerDecision } from "@/lib/auth/partner/schema";
import { decidedPartnerSchema } from "@/lib/auth/partner/schema";
import { changedPersonSchema, resetLinkSchema, type ResetLink } from "@/lib/auth/people/schema";
import type { UpdatePerson } from "@/lib/auth/schema";
import { fetchJson } from "@/lib/http/fetcher";

/** What an admin does to a person; each may be sent again without harm. */

function toUrl(userId: string): string {
  return `/api/admin/people/${encodeURIComponent(userId)}`;
}

export async function changePerson(userId: string, json: UpdatePerson): Promise<void> {
  await fetchJson(toUrl(userId), changedPersonSchema, { method: "PATCH", json });
}

/** Decides about the profile that was looked at; another one is a `conflict`. */
export async function decidePartner(
  userId: string,
  decision: PartnerDecision,
  { status, appliedAt }: HostProfile,
  reason?: string,
): Promise<void> {
  const json = { decision, seen: { status, appliedAt }, ...(reason ? { reason } : {}) };
  await fetchJson(`${toUrl(userId)}/partner`, decidedPartnerSchema, { method: "POST", json });
}

export async function createResetLink(userId: string): Promise<ResetLink> {
  return fetchJson(`${toUrl(userId)}/reset-link`, resetLinkSchema, { method: "POST" });
}
