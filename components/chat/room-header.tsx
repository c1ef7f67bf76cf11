"use client";

import { ArrowLeft, Pin } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import type { RoomSummary } from "@/lib/chat/schema";
import { toRoomName } from "@/lib/client/room-order";
import type { RoomView } from "@/lib/sync/types";
import { ConnectionIndicator } from "./connection-indicator";
import { PresentPeople } from "./present-people";
import { RoomIcon } from "./room-icon";
import { RoomMenu, type RoomDialogName } from "./room-menu";

type RoomHeaderProps = {
  /** Undefined while the list of rooms is not known. */
  room: RoomSummary | undefined;
  view: RoomView;
  onBack: () => void;
  onDialog: (dialog: RoomDialogName) => void;
};

/** Which room this is, who is here, how it is connected, and what can be done. */
export function RoomHeader({ room, view, onBack, onDialog }: RoomHeaderProps) {
  const t = useTranslations("chat.room");
  const tp = useTranslations("marks.pins");
  const waiting = view.outgoing.filter(({ state }) => state === "sending").length;
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 border-b border-line pr-2 pl-1 md:pl-4">
      <IconButton label={t("backToRooms")} className="md:hidden" onClick={onBack}>
        <ArrowLeft aria-hidden />
      </IconButton>
      {room ? (
        <>
          <RoomIcon room={room} />
          <div className="ml-1.5 min-w-0 flex-1">
            <h1 className="truncate leading-tight font-semibold">{toRoomName(room)}</h1>
            {room.topic === "" ? null : (
              <p className="truncate text-xs text-muted" title={room.topic}>
                {room.topic}
              </p>
            )}
          </div>
          <IconButton label={tp("open")} onClick={() => onDialog("pins")}>
            <Pin aria-hidden />
          </IconButton>
          <PresentPeople present={view.present} onPress={() => onDialog("members")} />
        </>
      ) : (
        <div className="flex-1" />
      )}
      {view.status === "gone" ? null : (
        <ConnectionIndicator connection={view.connection} waiting={waiting} />
      )}
      {room ? <RoomMenu room={room} onChoose={onDialog} /> : null}
    </header>
  );
}
