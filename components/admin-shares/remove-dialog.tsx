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
  /** Places the focus: what opened this may be gone. */
  onClosed: () => void;
};

/** Asks an admin before somebody's share goes, which cannot be taken back. */
export function RemoveDialog({ name, remove, onRemoved, onClose, onClosed }: RemoveDialogProps) {
  const t = useTranslations("adminShares.confirm");
  const { busy, failure, run } = useAction();
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      onClosed={onClosed}
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
