"use client";

import { Archive, Bot, Download, LogOut, PencilLine, UserPlus, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import type { MenuPanelProps } from "@/components/ui/menu-on-demand";
import type { RoomSummary } from "@/lib/chat/schema";
import { toRoomRights } from "@/lib/client/room-rights";
import { InvolvementChoice } from "./involvement-choice";
import { useMe } from "./me";
import type { RoomDialogName } from "./room-menu";

type RoomMenuPanelProps = MenuPanelProps & {
  room: RoomSummary;
  onChoose: (dialog: RoomDialogName) => void;
};

/** What can be done with the room, as far as I may. */
export function RoomMenuPanel({ room, onChoose, trigger }: RoomMenuPanelProps) {
  const t = useTranslations("chat.room");
  const programs = useTranslations("programs");
  const order = useTranslations("moderation");
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
      {rights.invite || rights.manage ? (
        <MenuItem icon={<Bot aria-hidden />} onSelect={() => onChoose("programs")}>
          {programs("menu")}
        </MenuItem>
      ) : null}
      {rights.manage || rights.keepOrder ? (
        <MenuItem icon={<PencilLine aria-hidden />} onSelect={() => onChoose("edit")}>
          {t("edit")}
        </MenuItem>
      ) : null}
      {rights.export ? (
        <MenuItem icon={<Download aria-hidden />} onSelect={() => onChoose("export")}>
          {order("export.action")}
        </MenuItem>
      ) : null}
      {rights.keepOrder && room.archivedAt === null ? (
        <MenuItem icon={<Archive aria-hidden />} onSelect={() => onChoose("archive")}>
          {order("archive.action")}
        </MenuItem>
      ) : null}
      {room.myRole === null ? null : (
        <>
          <MenuSeparator />
          <InvolvementChoice room={room} />
        </>
      )}
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
