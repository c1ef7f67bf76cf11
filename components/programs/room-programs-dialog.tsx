"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/dialog";
import type { RoomSummary } from "@/lib/chat/schema";
import { RoomBotsPart } from "./room-bots-part";
import { RoomHooksPart } from "./room-hooks-part";

type RoomProgramsDialogProps = { room: RoomSummary; mayManage: boolean; onClose: () => void };

/** The programs of a room: addresses that post into it, for those who look after it, and its bots. */
export function RoomProgramsDialog({ room, mayManage, onClose }: RoomProgramsDialogProps) {
  const t = useTranslations("programs.room");
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { name: room.name })}
    >
      <div className="space-y-6 pb-3">
        {mayManage ? <RoomHooksPart roomId={room.id} /> : null}
        <RoomBotsPart roomId={room.id} />
      </div>
    </Dialog>
  );
}
