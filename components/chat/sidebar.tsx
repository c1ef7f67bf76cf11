"use client";

import { AtSign, Search, SquarePen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFinder } from "@/components/find/finder";
import { Wordmark } from "@/components/shell/wordmark";
import { IconButton } from "@/components/ui/icon-button";
import { Badge } from "@/components/ui/badge";
import { countWaiting } from "@/lib/client/room-order";
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
  const finding = useTranslations("find");
  const find = useFinder();
  const { mentions } = countWaiting(rooms.rooms ?? []);
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
        <div className="flex">
          <span className="relative">
            <IconButton
              label={
                mentions === 0
                  ? finding("mentions.open")
                  : finding("mentions.openWith", { count: mentions })
              }
              onClick={find.mentions}
            >
              <AtSign aria-hidden />
            </IconButton>
            {mentions === 0 ? null : (
              <Badge
                tone="danger"
                aria-hidden
                className="pointer-events-none absolute top-0 -right-0.5 min-w-4"
              >
                {mentions > 99 ? t("many", { count: 99 }) : mentions}
              </Badge>
            )}
          </span>
          <IconButton label={t("create")} onClick={onCreate}>
            <SquarePen aria-hidden />
          </IconButton>
        </div>
      </div>
      <div className="flex shrink-0 items-center gap-1 px-2 pb-1">
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={find.palette}
          className="h-10 min-w-0 flex-1 truncate rounded-lg border border-line bg-surface px-3 text-left text-sm text-muted transition-colors hover:border-line-strong md:h-9"
        >
          {finding("palette.open")}
        </button>
        <IconButton label={finding("search.open")} onClick={find.search}>
          <Search aria-hidden />
        </IconButton>
      </div>
      {/* Positioned: else what only screen readers are told would make the page as long as the list. */}
      <div className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain pt-2">
        <RoomList rooms={rooms} openRoomId={openRoomId} onOpen={onOpen} />
      </div>
      <div className="border-t border-line p-2">
        <AccountMenu />
      </div>
    </nav>
  );
}
