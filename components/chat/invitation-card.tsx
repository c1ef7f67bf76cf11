"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { acceptInvitation } from "./room-api";
import { useAction } from "./use-action";
import { toRoomHref } from "./use-open-room";
import { useProblemText } from "./use-problem-text";

type InvitationCardProps = { token: string; name: string; topic: string; invitedBy: string };

/** Says where an invitation leads, and joins. */
export function InvitationCard({ token, name, topic, invitedBy }: InvitationCardProps) {
  const t = useTranslations("chat.invitation");
  const toText = useProblemText();
  const router = useRouter();
  const { busy, failure, run } = useAction();
  const join = () =>
    run(async () => {
      router.push(toRoomHref((await acceptInvitation(token)).id));
    });
  return (
    <div className="space-y-4 text-center">
      <div>
        <h1 className="text-xl font-semibold tracking-tight text-balance">
          {t("title", { name })}
        </h1>
        {topic === "" ? null : <p className="mt-1 text-sm text-muted">{topic}</p>}
        <p className="mt-3 text-sm text-muted">{t("by", { name: invitedBy })}</p>
      </div>
      {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
      <Button variant="primary" size="lg" wide busy={busy} onClick={() => void join()}>
        {t("join")}
      </Button>
    </div>
  );
}
