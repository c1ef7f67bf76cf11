"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type ConfirmDialogProps = {
  title: ReactNode;
  description: ReactNode;
  confirmLabel: ReactNode;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** Takes the focus when it has closed. */
  onClosed?: () => void;
  /** Without it there is nothing left to confirm. */
  done?: boolean;
  children?: ReactNode;
};

/** Asks before something that costs work but destroys nothing, and shows how it goes. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, confirmLabel, busy, onConfirm, onClose, onClosed, done } = props;
  const t = useTranslations("common");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      onClosed={onClosed}
      title={title}
      description={description}
      footer={
        done ? (
          <Button variant="primary" onClick={onClose}>
            {t("close")}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button variant="primary" busy={busy} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </>
        )
      }
    >
      {props.children}
    </Dialog>
  );
}
