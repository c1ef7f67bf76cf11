"use client";

import { SquarePen } from "lucide-react";
import { useTranslations } from "next-intl";
import { Wordmark } from "@/components/shell/wordmark";
import { IconButton } from "@/components/ui/icon-button";
import { AccountMenu } from "./account-menu";
import { RoomList } from "./room-list";
import type { Rooms } from "./use-rooms";

type SidebarProps = {
  rooms: Rooms;
  openRoomId: string | null;
  onOpen: (roomId: string) => void;
  onCreate: () => void;
};

/** The left pane; the whole screen on phones while no room is open. */
export function Sidebar({ rooms, openRoomId, onOpen, onCreate }: SidebarProps) {
  const t = useTranslations("chat.rooms");
  return (
    <nav
      aria-label={t("label")}
      className={`${openRoomId === null ? "flex" : "hidden md:flex"} w-full shrink-0 flex-col border-line bg-canvas md:w-72 md:border-r lg:w-80`}
    >
      <div className="flex h-14 shrink-0 items-center justify-between pr-2 pl-4">
        {/* A page has one main heading: the open room's name, or this. */}
        {openRoomId === null ? (
          <h1>
            <Wordmark />
          </h1>
        ) : (
          <Wordmark />
        )}
        <IconButton label={t("create")} onClick={onCreate}>
          <SquarePen aria-hidden />
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain pt-2">
        <RoomList rooms={rooms} openRoomId={openRoomId} onOpen={onOpen} />
      </div>
      <div className="border-t border-line p-2">
        <AccountMenu />
      </div>
    </nav>
  );
}
