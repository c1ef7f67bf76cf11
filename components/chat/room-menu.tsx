"use client";

import { EllipsisVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import { MenuOnDemand } from "@/components/ui/menu-on-demand";
import type { RoomSummary } from "@/lib/chat/schema";

export type RoomDialogName =
  "pins" | "members" | "invite" | "programs" | "edit" | "archive" | "export" | "leave";

type RoomMenuProps = { room: RoomSummary; onChoose: (dialog: RoomDialogName) => void };

const loadPanel = async () => (await import("./room-menu-panel")).RoomMenuPanel;

/** The button that opens what can be done with the room. */
export function RoomMenu({ room, onChoose }: RoomMenuProps) {
  const t = useTranslations("chat.room");
  return (
    <MenuOnDemand
      popup="menu"
      load={loadPanel}
      panelProps={{ room, onChoose }}
      trigger={
        <button
          type="button"
          aria-label={t("menu")}
          className="inline-flex size-10 shrink-0 items-center justify-center rounded-lg text-muted hover:bg-subtle hover:text-ink data-[state=open]:bg-subtle md:size-9"
        >
          <EllipsisVertical aria-hidden size={18} />
        </button>
      }
    />
  );
}
