"use client";

import { useTranslations } from "next-intl";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Notice } from "@/components/ui/notice";
import type { Message } from "@/lib/chat/schema";
import { toMessageLabel } from "@/lib/client/message-label";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";
import { nameOf } from "./use-name";

type DeleteMessageDialogProps = {
  message: Message;
  onDelete: (messageId: string) => Promise<void>;
  onClose: () => void;
  /** Where the focus goes afterwards: the row's own button may be gone. */
  onClosed: () => void;
};

export function DeleteMessageDialog(props: DeleteMessageDialogProps) {
  const { message, onDelete, onClose, onClosed } = props;
  const t = useTranslations("chat.messages");
  const toText = useProblemText();
  const { busy, failure, run } = useAction();
  const confirm = async () => {
    if (await run(() => onDelete(message.id))) onClose();
  };
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      onClosed={onClosed}
      title={t("deleteTitle")}
      description={t("deleteText")}
      confirmLabel={t("delete")}
      busy={busy}
      onConfirm={() => void confirm()}
    >
      <p className="line-clamp-3 border-l-2 border-line-strong pl-3 text-sm break-words text-muted">
        {toMessageLabel(message, nameOf)}
      </p>
      {failure === undefined ? null : (
        <div className="mt-3">
          <Notice tone="danger">{toText(failure)}</Notice>
        </div>
      )}
    </AlertDialog>
  );
}
