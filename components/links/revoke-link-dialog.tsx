"use client";

import { useTranslations } from "next-intl";
import { FailureNotice } from "@/components/auth/failure-notice";
import { useAction } from "@/components/chat/use-action";
import { AlertDialog } from "@/components/ui/alert-dialog";
import type { DashboardLink } from "@/lib/dashboard/schema";

type RevokeLinkDialogProps = {
  link: DashboardLink;
  revoke: () => Promise<void>;
  onClose: () => void;
  /** Who gets the focus when the link is gone. */
  fallback: () => HTMLElement | null;
};

/** Asks before a link ends, which cannot be taken back. */
export function RevokeLinkDialog({ link, revoke, onClose, fallback }: RevokeLinkDialogProps) {
  const t = useTranslations("links.revokeDialog");
  const { busy, failure, run } = useAction();
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      fallback={fallback}
      title={t("title", { name: link.name })}
      description={t("text")}
      confirmLabel={t("confirm")}
      busy={busy}
      onConfirm={() => void run(revoke).then((done) => (done ? onClose() : undefined))}
    >
      {failure === undefined ? null : <FailureNotice failure={failure} />}
    </AlertDialog>
  );
}
