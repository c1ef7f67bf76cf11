"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useId, type ReactNode } from "react";
import type { z } from "zod";
import { AuditEntry } from "@/components/audit/audit-entry";
import { Avatar } from "@/components/ui/avatar";
import { Notice } from "@/components/ui/notice";
import { ownedAtMost, type personAnswerSchema, type PersonInDepth } from "@/lib/auth/people/schema";
import { BannedBadge, PartnerBadge, RoleBadge } from "./person-badges";
import { PersonActions } from "./person-actions";
import { Ago, Day } from "./when";

type PersonDetailsProps = z.infer<typeof personAnswerSchema> & { onChanged: () => void };

/** Who somebody is, what they do here, what can be done, and what was. */
export function PersonDetails({ person, history, names, onChanged }: PersonDetailsProps) {
  const t = useTranslations("people.sheet");
  const router = useRouter();
  const { id, name, email, image, role, status, statusReason, partner } = person;
  return (
    <>
      <div className="flex items-center gap-4">
        <Avatar name={name} image={image} colorKey={id} size="xl" />
        <div className="min-w-0 flex-1 space-y-1.5 text-sm">
          <p className="break-all text-muted">{email}</p>
          <p className="flex flex-wrap items-center gap-1.5">
            <RoleBadge role={role} />
            {partner && partner.status !== "declined" ? (
              <PartnerBadge status={partner.status} />
            ) : null}
            {status === "banned" ? <BannedBadge /> : null}
          </p>
        </div>
      </div>
      {status === "banned" ? (
        <Notice tone="danger">
          {statusReason ? t("bannedBecause", { reason: statusReason }) : t("bannedSilently")}
        </Notice>
      ) : null}
      <Facts person={person} />
      {partner ? (
        <Part title={t("partner")}>
          <div className="space-y-2 rounded-xl border border-line p-3 text-sm">
            <p className="flex flex-wrap items-center gap-2 text-muted">
              <PartnerBadge status={partner.status} />
              {t.rich("applied", { day: () => <Day at={partner.appliedAt} /> })}
            </p>
            <p className="break-words whitespace-pre-line">{partner.profile}</p>
            {partner.reason ? (
              <p className="break-words text-muted">{t("reason", { reason: partner.reason })}</p>
            ) : null}
          </div>
        </Part>
      ) : null}
      <Part title={t("actions")}>
        <PersonActions person={person} onChanged={onChanged} />
      </Part>
      <Part title={t("history")}>
        {history.length === 0 ? (
          <p className="text-sm text-muted">{t("noHistory")}</p>
        ) : (
          <ol className="divide-y divide-line rounded-xl border border-line">
            {history.map((entry) => (
              <AuditEntry
                key={entry.id}
                entry={entry}
                names={names}
                onFilter={(changed) => {
                  const kept = Object.entries(changed).filter(([, value]) => value !== "");
                  router.push(`/admin/audit?${new URLSearchParams(kept).toString()}`);
                }}
              />
            ))}
          </ol>
        )}
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="space-y-2">
      <h3 id={id} className="text-sm font-semibold">
        {title}
      </h3>
      {children}
    </section>
  );
}

function Facts({ person }: { person: PersonInDepth }) {
  const t = useTranslations("people.sheet");
  const format = useFormatter();
  const { createdAt, lastSeenAt, hasPassword, providers, counts } = person;
  const toCount = (count: number) =>
    count > ownedAtMost ? t("orMore", { count: ownedAtMost }) : format.number(count);
  const ways = [...(hasPassword ? [t("password")] : []), ...providers.map(toProviderName)];
  const facts: [string, ReactNode][] = [
    [t("facts.joined"), <Day key="joined" at={createdAt} />],
    [t("facts.seen"), lastSeenAt === null ? t("never") : <Ago key="seen" at={lastSeenAt} />],
    [t("facts.sessions"), toCount(counts.sessions)],
    [t("facts.signIn"), ways.length === 0 ? t("noWay") : format.list(ways)],
    [t("facts.rooms"), toCount(counts.rooms)],
    [t("facts.messages"), toCount(counts.messages)],
    [t("facts.shares"), toCount(counts.shares)],
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="truncate tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const providerNames: Record<string, string> = { github: "GitHub", google: "Google" };

function toProviderName(provider: string): string {
  return providerNames[provider] ?? provider;
}
