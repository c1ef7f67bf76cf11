"use client";

import { BadgeCheck, CirclePause, Clock } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { FailureNotice } from "@/components/auth/failure-notice";
import { useAction } from "@/components/chat/use-action";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import type { HostProfile } from "@/lib/auth/partner/schema";
import { PartnerForm } from "./partner-form";
import { Section } from "./section";
import { usePartner } from "./use-partner";

/** Becoming a partner: what one may do, the application, where it stands. */
export function PartnerSection() {
  const t = useTranslations("partner");
  const toast = useToast();
  const { partner, failed, reload, apply, withdraw } = usePartner();
  const [isEditing, setEditing] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const { busy, failure, run } = useAction();
  const box = useRef<HTMLDivElement>(null);
  const settle = (text: string) => {
    setEditing(false);
    setAsking(false);
    toast({ text });
    box.current?.focus();
  };

  const takeBack = async () => {
    if (await run(withdraw)) settle(t("withdrawn"));
    else await reload();
  };

  return (
    <Section title={t("title")} lead={t("lead")}>
      <div ref={box} tabIndex={-1} className="space-y-4 outline-none">
        <ul className="list-disc space-y-1 pl-5 text-sm text-muted">
          <li>{t("rights.rooms")}</li>
          <li>{t("rights.pins")}</li>
          <li>{t("rights.badge")}</li>
        </ul>
        {partner === undefined ? (
          failed ? (
            <Notice tone="danger">
              <p>{t("failed")}</p>
              <Button size="sm" className="mt-2" onClick={() => void reload()}>
                {t("retry")}
              </Button>
            </Notice>
          ) : (
            <Skeleton className="h-24 w-full" />
          )
        ) : (
          <>
            {partner ? <Standing partner={partner} /> : null}
            {partner === null || partner.status === "declined" || isEditing ? (
              <PartnerForm
                initial={partner?.profile ?? ""}
                isChange={isEditing}
                onSend={async (profile) => {
                  await apply(profile);
                  settle(t(isEditing ? "changed" : "sent"));
                }}
                onRefused={() => void reload()}
                onCancel={isEditing ? () => setEditing(false) : null}
              />
            ) : partner.status === "pending" ? (
              <div className="flex flex-wrap gap-2">
                <Button onClick={() => setEditing(true)}>{t("change")}</Button>
                <Button onClick={() => setAsking(true)}>{t("withdraw")}</Button>
              </div>
            ) : null}
          </>
        )}
      </div>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("withdrawTitle")}
        description={t("withdrawText")}
        confirmLabel={t("withdraw")}
        onConfirm={() => void takeBack()}
        busy={busy}
      >
        {failure ? <FailureNotice failure={failure} /> : null}
      </AlertDialog>
    </Section>
  );
}

const icons = {
  pending: Clock,
  approved: BadgeCheck,
  suspended: CirclePause,
  declined: CirclePause,
};

/** Where the profile stands, since when, and why. */
function Standing({ partner }: { partner: HostProfile }) {
  const t = useTranslations("partner");
  const format = useFormatter();
  const { status, profile, reason, appliedAt, decidedAt } = partner;
  const Icon = icons[status];
  const at = status === "pending" ? appliedAt : (decidedAt ?? appliedAt);
  return (
    <div className="space-y-2 rounded-xl border border-line p-4 text-sm">
      <p className="flex items-start gap-2 font-medium">
        <Icon aria-hidden size={18} className="mt-px shrink-0 text-accent-strong" />
        {t(`status.${status}`, { date: format.dateTime(at, { dateStyle: "medium" }) })}
      </p>
      {reason && status !== "pending" ? (
        <p className="break-words">{t("reason", { reason })}</p>
      ) : null}
      {status === "declined" ? null : (
        <p className="break-words whitespace-pre-line text-muted">{profile}</p>
      )}
      <p className="text-muted">{t(`next.${status}`)}</p>
    </div>
  );
}
