"use client";

import { LogOut, PencilLine, UserPlus, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import type { MenuPanelProps } from "@/components/ui/menu-on-demand";
import type { RoomSummary } from "@/lib/chat/schema";
import { toRoomRights } from "@/lib/client/room-rights";
import { useMe } from "./me";
import type { RoomDialogName } from "./room-menu";

type RoomMenuPanelProps = MenuPanelProps & {
  room: RoomSummary;
  onChoose: (dialog: RoomDialogName) => void;
};

/** What can be done with the room, as far as I may. */
export function RoomMenuPanel({ room, onChoose, trigger }: RoomMenuPanelProps) {
  const t = useTranslations("chat.room");
  const rights = toRoomRights(room, useMe().role);
  return (
    <DropdownMenu defaultOpen trigger={trigger}>
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
