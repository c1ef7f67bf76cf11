"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { countUnread, toRoomName } from "@/lib/client/room-order";
import { useMe } from "./me";
import { MessageSkeletons } from "./message-skeletons";
import { RoomConversation } from "./room-conversation";
import { RoomDialogs } from "./room-dialogs";
import { RoomGone } from "./room-gone";
import { RoomHeader } from "./room-header";
import type { RoomDialogName } from "./room-menu";
import { usePageTitle } from "./use-page-title";
import { useRoomSync } from "./use-room-sync";
import type { Rooms } from "./use-rooms";

type RoomScreenProps = {
  roomId: string;
  rooms: Rooms;
  onBack: () => void;
  /** I have become a member: mount anew, so that the socket opens now and not after its next wait. */
  onJoined: () => Promise<void>;
};

/** One open room. Mount once per room. */
export function RoomScreen({ roomId, rooms, onBack, onJoined }: RoomScreenProps) {
  const t = useTranslations("chat.room");
  const me = useMe();
  const { sync, view } = useRoomSync(roomId, me.id);
  const [dialog, setDialog] = useState<RoomDialogName | null>(null);
  const room = rooms.rooms?.find(({ id }) => id === roomId);
  const name = room ? toRoomName(room) : "";
  usePageTitle(room ? name : null, countUnread(rooms.rooms ?? []));

  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // On phones the list, and with it the pressed link, is gone now. Elsewhere the composer takes the focus.
    if (!matchMedia("(pointer: fine)").matches) section.current?.focus();
  }, []);

  const isListKnown = rooms.rooms !== undefined || rooms.error !== undefined;
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label={t("label", { name })}
      className="flex min-w-0 flex-1 flex-col outline-none"
    >
      <RoomHeader room={room} view={view} onBack={onBack} onDialog={setDialog} />
      {view.status === "gone" ? (
        <RoomGone onBack={onBack} />
      ) : (
        <RoomConversation
          roomId={roomId}
          room={room}
          roomName={name}
          // The read position decides where the list starts.
          isReady={view.status === "ready" && isListKnown}
          sync={sync}
          view={view}
          noteHere={rooms.noteHere}
          onJoined={onJoined}
          skeletons={<MessageSkeletons problem={view.problem} />}
        />
      )}
      {room ? (
        <RoomDialogs
          open={dialog}
          room={room}
          present={view.present}
          onClose={() => setDialog(null)}
          onChanged={() => void rooms.refresh()}
          onLeft={() => {
            setDialog(null);
            onBack();
            void rooms.refresh();
          }}
        />
      ) : null}
    </section>
  );
}
