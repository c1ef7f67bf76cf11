"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { AsOfNotice } from "@/components/offline/as-of-notice";
import { useRoomShelf } from "@/components/offline/use-room-shelf";
import { OnDemand } from "@/components/ui/on-demand";
import { countWaiting, toRoomName } from "@/lib/client/room-order";
import { useMe } from "./me";
import { MessageSkeletons } from "./message-skeletons";
import { RoomConversation } from "./room-conversation";
import { RoomDialogs } from "./room-dialogs";
import { RoomHeader } from "./room-header";
import type { RoomDialogName } from "./room-menu";
import type { JumpTarget } from "./use-jump";
import { usePageTitle } from "./use-page-title";
import { useRoomSync } from "./use-room-sync";
import type { Rooms } from "./use-rooms";

const loadRoomGone = async () => (await import("./room-gone")).RoomGone;

type RoomScreenProps = {
  roomId: string;
  rooms: Rooms;
  /** The message that the address names; another `visit` asks for it again. */
  target: JumpTarget;
  /** Names another message in the address; null: none. */
  onTarget: (messageId: string | null) => void;
  onBack: () => void;
  /** I have become a member: mount anew, so that the socket opens now and not after its next wait. */
  onJoined: () => Promise<void>;
};

/** One open room. Mount once per room. */
export function RoomScreen(props: RoomScreenProps) {
  const { roomId, rooms, onBack, onJoined } = props;
  const t = useTranslations("chat.room");
  const me = useMe();
  const { sync, view: live } = useRoomSync(roomId, me.id);
  const { view, asOf, beginning } = useRoomShelf(live, me.id);
  const [dialog, setDialog] = useState<RoomDialogName | null>(null);
  const room = rooms.rooms?.find(({ id }) => id === roomId);
  const name = room ? toRoomName(room) : "";
  usePageTitle(room ? name : null, countWaiting(rooms.rooms ?? []));

  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // On phones the list, and with it the pressed link, is gone now. Elsewhere the composer takes the focus.
    if (!matchMedia("(pointer: fine)").matches) section.current?.focus();
  }, []);

  const { refresh } = rooms;
  // What I may do here has changed, or what the room is.
  useEffect(() => {
    if (view.roomNews > 0) void refresh();
  }, [view.roomNews, refresh]);

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
        <OnDemand load={loadRoomGone} onFailure={onBack}>
          {(RoomGone) => <RoomGone problem={view.problem} onBack={onBack} />}
        </OnDemand>
      ) : (
        <RoomConversation
          roomId={roomId}
          room={room}
          roomName={name}
          beginning={beginning}
          notice={
            asOf === null ? null : (
              <AsOfNotice asOf={asOf} offline={view.connection.mode === "offline"} />
            )
          }
          // The read position decides where the list starts.
          isReady={view.status === "ready" && isListKnown}
          sync={sync}
          view={view}
          target={props.target}
          onTarget={props.onTarget}
          noteHere={rooms.noteHere}
          onPutBack={rooms.putBack}
          onJoined={onJoined}
          onChanged={refresh}
          skeletons={<MessageSkeletons problem={view.problem} />}
        />
      )}
      {room ? (
        <RoomDialogs
          open={dialog}
          room={room}
          present={view.present}
          onClose={() => setDialog(null)}
          sync={sync}
          onTarget={props.onTarget}
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
