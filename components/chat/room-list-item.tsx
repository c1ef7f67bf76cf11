"use client";

import { clsx } from "clsx";
import { BellOff } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import type { MouseEvent } from "react";
import { Badge } from "@/components/ui/badge";
import type { RoomSummary } from "@/lib/chat/schema";
import { toRoomName } from "@/lib/client/room-order";
import { RoomIcon } from "./room-icon";
import { toRoomHref } from "./use-open-room";

/** The server counts unread messages up to here. */
const countedUpTo = 1000;

type RoomListItemProps = {
  room: RoomSummary;
  open: boolean;
  onOpen: (roomId: string) => void;
};

/** A room in the list: a real link, so that it can be opened in another tab. */
export function RoomListItem({ room, open, onOpen }: RoomListItemProps) {
  const t = useTranslations("chat.rooms");
  const notify = useTranslations("notify.involvement");
  const unread = room.myRole !== null && room.unread > 0;
  const silenced = room.involvement === "nothing";
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(room.id);
  };
  return (
    <li>
      <a
        href={toRoomHref(room.id)}
        onClick={onClick}
        aria-current={open ? "page" : undefined}
        className={clsx(
          "flex min-h-12 items-center gap-2.5 rounded-lg px-2 py-1.5 transition-colors md:min-h-11",
          open ? "bg-accent-soft" : "hover:bg-subtle",
        )}
      >
        <RoomIcon room={room} />
        <span className="min-w-0 flex-1">
          <span
            className={clsx(
              // Positioned: what only screen readers are told is cut off with the name that it follows.
              "relative block truncate text-sm",
              unread && !silenced ? "font-semibold" : "text-ink",
            )}
          >
            {toRoomName(room)}
            <span className="sr-only">, {t(`kind.${room.kind}`)}</span>
          </span>
          {room.topic === "" ? null : (
            <span className="block truncate text-xs text-muted">{room.topic}</span>
          )}
        </span>
        {room.involvement === "nothing" ? (
          <BellOff
            role="img"
            aria-label={notify("muted")}
            size={14}
            className="shrink-0 text-muted"
          />
        ) : null}
        <span className="flex shrink-0 flex-col items-end gap-0.5">
          {room.lastMessageAt === null ? null : <LastActive at={room.lastMessageAt} />}
          {unread ? (
            <span className="flex gap-1">
              {room.mentions > 0 ? (
                <Badge tone="danger">
                  <span aria-hidden>@{room.mentions}</span>
                  <span className="sr-only">{t("mentions", { count: room.mentions })}</span>
                </Badge>
              ) : null}
              <Badge tone={silenced ? "neutral" : "strong"}>
                <span aria-hidden>
                  {room.unread >= countedUpTo ? t("many", { count: 999 }) : room.unread}
                </span>
                <span className="sr-only">{t("unread", { count: room.unread })}</span>
              </Badge>
            </span>
          ) : null}
        </span>
      </a>
    </li>
  );
}

const dayMs = 24 * 60 * 60 * 1000;

function LastActive({ at }: { at: number }) {
  const t = useTranslations("chat.rooms");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 }).getTime();
  const short =
    now - at < dayMs
      ? format.dateTime(at, { hour: "numeric", minute: "2-digit" })
      : now - at < 6 * dayMs
        ? format.dateTime(at, { weekday: "short" })
        : format.dateTime(at, { month: "short", day: "numeric" });
  return (
    <time dateTime={new Date(at).toISOString()} className="text-[0.6875rem] text-muted">
      <span className="sr-only">{t("lastActive", { time: short })}</span>
      <span aria-hidden>{short}</span>
    </time>
  );
}
