"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useMe } from "@/components/admin/me";
import { useAction } from "@/components/chat/use-action";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { PartnerRequest, PeopleOverview } from "@/lib/auth/people/schema";
import { ActionDialog } from "./action-dialog";
import { Failed } from "./failed";
import { decidePartner } from "./people-calls";
import { usePersonActions } from "./use-person-actions";
import { Ago } from "./when";

type PartnerRequestsProps = {
  overview: PeopleOverview;
  onOpen: (userId: string) => void;
  onChanged: () => void;
};

/** Members who want to be partners, those that wait longest first. */
export function PartnerRequests({ overview, onOpen, onChanged }: PartnerRequestsProps) {
  const t = useTranslations("people.requests");
  const { requests, counts } = overview;
  const heading = useRef<HTMLHeadingElement>(null);
  const settle = () => {
    onChanged();
    // The buttons that were pressed are about to go.
    heading.current?.focus();
  };
  return (
    <section aria-labelledby="partner-requests" className="space-y-3">
      <h2
        id="partner-requests"
        ref={heading}
        tabIndex={-1}
        className="text-base font-semibold outline-none"
      >
        {t("title", { count: counts.requests })}
      </h2>
      {requests.length === 0 ? (
        <p className="text-sm text-muted">{t("none")}</p>
      ) : (
        <ul className="grid gap-3 xl:grid-cols-2">
          {requests.map((request) => (
            <Request key={request.userId} request={request} onOpen={onOpen} onDecided={settle} />
          ))}
        </ul>
      )}
      {counts.requests > requests.length ? <p className="text-sm text-muted">{t("more")}</p> : null}
    </section>
  );
}

type RequestProps = {
  request: PartnerRequest;
  onOpen: (userId: string) => void;
  onDecided: () => void;
};

function Request({ request, onOpen, onDecided }: RequestProps) {
  const t = useTranslations("people.requests");
  const me = useMe();
  const toast = useToast();
  const actions = usePersonActions();
  const { busy, failure, run } = useAction();
  const [isDeclining, setDeclining] = useState(false);
  const { userId, name, image, partner } = request;

  const approve = async () => {
    const done = await run(() => decidePartner(userId, "approve", partner));
    if (done) toast({ text: t("approved", { name }) });
    onDecided();
  };

  return (
    <li className="flex flex-col gap-3 rounded-xl border border-line bg-surface p-4">
      <div className="flex items-center gap-3">
        <Avatar name={name} image={image} colorKey={userId} />
        <div className="min-w-0 flex-1">
          <h3 className="truncate text-sm font-medium">{name}</h3>
          <p className="text-sm text-muted">
            {t.rich("applied", { ago: () => <Ago at={partner.appliedAt} /> })}
          </p>
        </div>
        <Button
          size="sm"
          variant="ghost"
          aria-label={t("openNamed", { name })}
          onClick={() => onOpen(userId)}
        >
          {t("open")}
        </Button>
      </div>
      <p className="flex-1 text-sm break-words whitespace-pre-line">{partner.profile}</p>
      {partner.reason ? (
        <p className="rounded-lg bg-subtle px-3 py-2 text-sm break-words text-muted">
          {t("before", { reason: partner.reason })}
        </p>
      ) : null}
      <Failed failure={failure} />
      {userId === me.id ? (
        <p className="text-sm text-muted">{t("own")}</p>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            variant="primary"
            busy={busy}
            aria-label={t("approveNamed", { name })}
            onClick={() => void approve()}
          >
            {t("approve")}
          </Button>
          <Button
            size="sm"
            aria-label={t("declineNamed", { name })}
            onClick={() => setDeclining(true)}
          >
            {t("decline")}
          </Button>
        </div>
      )}
      {isDeclining ? (
        <ActionDialog
          action={actions.decline(request, partner)}
          onClose={() => setDeclining(false)}
          onSettled={(done) => {
            if (done) setDeclining(false);
            onDecided();
          }}
        />
      ) : null}
    </li>
  );
}
