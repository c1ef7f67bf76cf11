"use client";

import { useTranslations } from "next-intl";
import { FailureNotice } from "@/components/auth/failure-notice";
import { useAction } from "@/components/chat/use-action";
import { AlertDialog } from "@/components/ui/alert-dialog";

type RemoveDialogProps = {
  name: string;
  remove: () => Promise<void>;
  onRemoved: () => void;
  onClose: () => void;
  /** Who gets the focus when the share is gone. */
  fallback: () => HTMLElement | null;
};

/** Asks an admin before somebody's share goes, which cannot be taken back. */
export function RemoveDialog({ name, remove, onRemoved, onClose, fallback }: RemoveDialogProps) {
  const t = useTranslations("adminShares.confirm");
  const { busy, failure, run } = useAction();
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      fallback={fallback}
      title={t("title", { name })}
      description={t("text")}
      confirmLabel={t("submit")}
      busy={busy}
      onConfirm={() =>
        void run(remove).then((removed) => {
          if (!removed) return;
          onRemoved();
          onClose();
        })
      }
    >
      {failure === undefined ? null : <FailureNotice failure={failure} />}
    </AlertDialog>
  );
}
