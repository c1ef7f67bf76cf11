"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
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

type RoomScreenProps = { roomId: string; rooms: Rooms; onBack: () => void };

/** One open room. Mount once per room. */
export function RoomScreen({ roomId, rooms, onBack }: RoomScreenProps) {
  const t = useTranslations("chat.room");
  const me = useMe();
  const { sync, view } = useRoomSync(roomId, me.id);
  const [dialog, setDialog] = useState<RoomDialogName | null>(null);
  const room = rooms.rooms?.find(({ id }) => id === roomId);
  const name = room ? toRoomName(room) : "";
  usePageTitle(room ? name : null, countUnread(rooms.rooms ?? []));

  const isListKnown = rooms.rooms !== undefined || rooms.error !== undefined;
  return (
    <section aria-label={t("label", { name })} className="flex min-w-0 flex-1 flex-col">
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
          onJoined={rooms.refresh}
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
