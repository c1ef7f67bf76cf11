"use client";

import { useTranslations } from "next-intl";
import { FailureNotice } from "@/components/auth/failure-notice";
import { useAction } from "@/components/chat/use-action";
import { AlertDialog } from "@/components/ui/alert-dialog";

type RemoveShareDialogProps = {
  name: string;
  remove: () => Promise<void>;
  onRemoved: () => void;
  onClose: () => void;
  /** Who gets the focus when the share is gone. */
  fallback: () => HTMLElement | null;
};

/** Asks before a share is removed, which cannot be taken back. */
export function RemoveShareDialog(props: RemoveShareDialogProps) {
  const t = useTranslations("shares.list.confirm");
  const { busy, failure, run } = useAction();
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : props.onClose())}
      fallback={props.fallback}
      title={t("title", { name: props.name })}
      description={t("text")}
      confirmLabel={t("submit")}
      busy={busy}
      onConfirm={() =>
        void run(props.remove).then((removed) => {
          if (!removed) return;
          props.onRemoved();
          props.onClose();
        })
      }
    >
      {failure === undefined ? null : <FailureNotice failure={failure} />}
    </AlertDialog>
  );
}
