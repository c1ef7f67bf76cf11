"use client";

import { useTranslations } from "next-intl";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Notice } from "@/components/ui/notice";
import type { RoomSummary } from "@/lib/chat/schema";
import { leaveRoom } from "./room-api";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";

type LeaveRoomDialogProps = { room: RoomSummary; onClose: () => void; onLeft: () => void };

export function LeaveRoomDialog({ room, onClose, onLeft }: LeaveRoomDialogProps) {
  const t = useTranslations("chat.leave");
  const toText = useProblemText();
  const { busy, failure, run } = useAction();
  const leave = async () => {
    if (await run(() => leaveRoom(room.id))) onLeft();
  };
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { name: room.name })}
      description={room.kind === "public" ? t("textPublic") : t("textPrivate")}
      confirmLabel={t("confirm")}
      busy={busy}
      onConfirm={() => void leave()}
    >
      {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
    </AlertDialog>
  );
}
