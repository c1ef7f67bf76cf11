"use client";

import { Ban, BadgeCheck, Clock, Shield, ShieldCheck, CirclePause } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { HostStatus } from "@/lib/auth/partner/schema";
import type { ListedPerson } from "@/lib/auth/people/schema";

const size = { "aria-hidden": true, size: 12 } as const;

/** What somebody is: each with a picture and a word. */
export function RoleBadge({ role }: { role: ListedPerson["role"] }) {
  const t = useTranslations("people.roles");
  if (role === "member") return <span className="text-muted">{t(role)}</span>;
  return (
    <Badge tone="accent">
      {role === "admin" ? <ShieldCheck {...size} /> : <Shield {...size} />}
      {t(role)}
    </Badge>
  );
}

const partnerIcons = {
  pending: Clock,
  approved: BadgeCheck,
  suspended: CirclePause,
  declined: Ban,
};
const partnerTones = {
  pending: "warn",
  approved: "accent",
  suspended: "neutral",
  declined: "neutral",
} as const;

export function PartnerBadge({ status }: { status: HostStatus }) {
  const t = useTranslations("people.partner");
  const Icon = partnerIcons[status];
  return (
    <Badge tone={partnerTones[status]}>
      <Icon {...size} />
      {t(status)}
    </Badge>
  );
}

export function BannedBadge() {
  const t = useTranslations("people");
  return (
    <Badge tone="danger">
      <Ban {...size} />
      {t("banned")}
    </Badge>
  );
}
