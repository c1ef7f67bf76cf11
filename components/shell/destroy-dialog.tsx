"use client";

import { FailureNotice } from "@/components/auth/failure-notice";
import { useAction } from "@/components/chat/use-action";
import { AlertDialog } from "@/components/ui/alert-dialog";

type DestroyDialogProps = {
  title: string;
  description: string;
  confirmLabel: string;
  destroy: () => Promise<void>;
  onClose: () => void;
  /** Who gets the focus when what opened this is gone. */
  fallback: () => HTMLElement | null;
};

/** Asks before something ends that cannot be brought back; closes when it has, and says why where it has not. */
export function DestroyDialog({ destroy, onClose, ...rest }: DestroyDialogProps) {
  const { busy, failure, run } = useAction();
  return (
    <AlertDialog
      {...rest}
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      busy={busy}
      onConfirm={() => void run(destroy).then((done) => (done ? onClose() : undefined))}
    >
      {failure === undefined ? null : <FailureNotice failure={failure} />}
    </AlertDialog>
  );
}
