"use client";

import { EllipsisVertical, LogOut, PencilLine, UserPlus, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import type { RoomSummary } from "@/lib/chat/schema";
import { toRoomRights } from "@/lib/client/room-rights";
import { useMe } from "./me";

export type RoomDialogName = "members" | "invite" | "edit" | "leave";

type RoomMenuProps = { room: RoomSummary; onChoose: (dialog: RoomDialogName) => void };

/** What can be done with the room, as far as I may. */
export function RoomMenu({ room, onChoose }: RoomMenuProps) {
  const t = useTranslations("chat.room");
  const rights = toRoomRights(room, useMe().role);
  return (
    <DropdownMenu
      trigger={
        <button
          type="button"
          aria-label={t("menu")}
          className="inline-flex size-10 shrink-0 items-center justify-center rounded-lg text-muted hover:bg-subtle hover:text-ink data-[state=open]:bg-subtle md:size-9"
        >
          <EllipsisVertical aria-hidden size={18} />
        </button>
      }
    >
      <MenuItem icon={<Users aria-hidden />} onSelect={() => onChoose("members")}>
        {t("members")}
      </MenuItem>
      {rights.invite ? (
        <MenuItem icon={<UserPlus aria-hidden />} onSelect={() => onChoose("invite")}>
          {t("invitePeople")}
        </MenuItem>
      ) : null}
      {rights.manage ? (
        <MenuItem icon={<PencilLine aria-hidden />} onSelect={() => onChoose("edit")}>
          {t("edit")}
        </MenuItem>
      ) : null}
      {rights.leave ? (
        <>
          <MenuSeparator />
          <MenuItem danger icon={<LogOut aria-hidden />} onSelect={() => onChoose("leave")}>
            {t("leave")}
          </MenuItem>
        </>
      ) : null}
    </DropdownMenu>
  );
}
