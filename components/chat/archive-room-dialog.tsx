"use client";

import { useTranslations } from "next-intl";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import type { RoomSummary } from "@/lib/chat/schema";
import { changeRoom } from "./room-api";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";

type ArchiveRoomDialogProps = { room: RoomSummary; onClose: () => void; onArchived: () => void };

/** Asks before a room becomes read-only. */
export function ArchiveRoomDialog({ room, onClose, onArchived }: ArchiveRoomDialogProps) {
  const t = useTranslations("moderation.archive");
  const toText = useProblemText();
  const toast = useToast();
  const { busy, failure, run } = useAction();
  const { name } = room;
  const archive = async () => {
    if (!(await run(() => changeRoom(room.id, { archived: true })))) return;
    toast({ text: t("done", { name }) });
    onArchived();
    onClose();
  };
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { name })}
      description={t("confirmText")}
      confirmLabel={t("confirm")}
      busy={busy}
      onConfirm={() => void archive()}
    >
      {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
    </AlertDialog>
  );
}
