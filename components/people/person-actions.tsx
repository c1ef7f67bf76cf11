"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useMe } from "@/components/admin/me";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { PersonInDepth } from "@/lib/auth/people/schema";
import { roleSchema } from "@/lib/auth/schema";
import { ActionDialog, type PersonAction } from "./action-dialog";
import { ResetLinkDialog } from "./reset-link-dialog";
import { usePersonActions } from "./use-person-actions";

type PersonActionsProps = { person: PersonInDepth; onChanged: () => void };

/** What an admin can do to a person, as things stand. */
export function PersonActions({ person, onChanged }: PersonActionsProps) {
  const t = useTranslations("people.actions");
  const toast = useToast();
  const me = useMe();
  const actions = usePersonActions();
  const [asked, setAsked] = useState<PersonAction | null>(null);
  const [isResetting, setResetting] = useState(false);
  const group = useRef<HTMLDivElement>(null);
  const { partner, role, status } = person;
  if (person.id === me.id) return <p className="text-sm text-muted">{t("self")}</p>;

  const close = () => setAsked(null);
  const ask = (action: PersonAction) => () => setAsked(action);
  const isWaiting = partner?.status === "pending";

  return (
    <div ref={group} tabIndex={-1} className="flex flex-wrap gap-2 outline-none">
      {partner && (isWaiting || partner.status === "suspended") ? (
        <Button size="sm" variant="primary" onClick={ask(actions.approve(person, partner))}>
          {t(isWaiting ? "approve.open" : "reinstate.open")}
        </Button>
      ) : null}
      {partner && isWaiting ? (
        <Button size="sm" onClick={ask(actions.decline(person, partner))}>
          {t("decline.open")}
        </Button>
      ) : null}
      {partner?.status === "approved" ? (
        <Button size="sm" onClick={ask(actions.suspend(person, partner))}>
          {t("suspend.open")}
        </Button>
      ) : null}
      {roleSchema.options
        .filter((other) => other !== role)
        .map((other) => (
          <Button key={other} size="sm" onClick={ask(actions.changeRole(person, other))}>
            {t("role.open", { role: other })}
          </Button>
        ))}
      <Button size="sm" onClick={() => setResetting(true)}>
        {t("reset.open")}
      </Button>
      {status === "banned" ? (
        <Button size="sm" onClick={ask(actions.unban(person))}>
          {t("unban.open")}
        </Button>
      ) : (
        <Button size="sm" variant="danger" onClick={ask(actions.ban(person))}>
          {t("ban.open")}
        </Button>
      )}
      {asked ? (
        <ActionDialog
          action={asked}
          onClose={close}
          onSettled={(done) => {
            if (done) {
              toast({ text: asked.done });
              close();
              // The button that was pressed may have gone.
              group.current?.focus();
            }
            onChanged();
          }}
        />
      ) : null}
      {isResetting ? (
        <ResetLinkDialog person={person} onClose={() => setResetting(false)} onMade={onChanged} />
      ) : null}
    </div>
  );
}
