"use client";

import { useState } from "react";
import { Finder } from "@/components/find/finder";
import { OnDemand } from "@/components/ui/on-demand";
import { useKeptRooms } from "@/components/offline/use-kept-rooms";
import { useOfflineCopy } from "@/components/offline/use-offline-copy";
import { MeProvider, type Me } from "./me";
import { RoomScreen } from "./room-screen";
import { Sidebar } from "./sidebar";
import { toRoomHref, useOpenRoom } from "./use-open-room";
import { useHydrated } from "./use-hydrated";
import { useRooms } from "./use-rooms";
import { usePushClicks } from "./use-push-clicks";
import { useSessionRenewal } from "./use-session-renewal";
import { useSignedOut } from "./use-signed-out";
import { useWaitingMessages } from "./use-waiting-messages";
import { Welcome } from "./welcome";

const loadCreateDialog = async () => (await import("./create-room-dialog")).CreateRoomDialog;

/** The chat: rooms on the left, the open one on the right; one of both at a time on phones. */
export function ChatApp({ me }: { me: Me }) {
  const place = useOpenRoom();
  const { roomId, messageId, visit, openRoom, setMessage } = place;
  const rooms = useKeptRooms(useRooms(roomId, me.id), me.id);
  useSignedOut(rooms.error);
  useSessionRenewal();
  useWaitingMessages(me.id);
  useOfflineCopy(me.id, roomId);
  usePushClicks(openRoom);
  const [creating, setCreating] = useState(false);
  const [joins, setJoins] = useState(0);
  const hydrated = useHydrated();

  const closeRoom = () => {
    openRoom(null);
    // The list was hidden on phones; the focus goes to where one came from.
    requestAnimationFrame(() => focusLink(toRoomHref(roomId)));
  };

  return (
    <MeProvider value={me}>
      <Finder rooms={rooms} place={place} onCreate={() => setCreating(true)}>
        <Sidebar
          rooms={rooms}
          openRoomId={roomId}
          onOpen={openRoom}
          onCreate={() => setCreating(true)}
        />
        <main
          className={`${roomId === null ? "hidden md:flex" : "flex"} min-w-0 flex-1 bg-surface`}
        >
          {roomId === null ? (
            <Welcome rooms={rooms} onCreate={() => setCreating(true)} />
          ) : hydrated ? (
            // Drafts and messages live in the browser: the server has nothing to draw here.
            <RoomScreen
              key={`${roomId} ${joins}`}
              roomId={roomId}
              rooms={rooms}
              target={messageId === null ? null : { messageId, visit }}
              onTarget={setMessage}
              onBack={closeRoom}
              onJoined={async () => {
                await rooms.refresh();
                setJoins((count) => count + 1);
              }}
            />
          ) : null}
        </main>
      </Finder>
      {creating ? (
        <OnDemand load={loadCreateDialog} onFailure={() => setCreating(false)}>
          {(CreateRoomDialog) => (
            <CreateRoomDialog
              onClose={() => setCreating(false)}
              onCreated={(room) => {
                setCreating(false);
                openRoom(room.id);
                void rooms.refresh();
              }}
            />
          )}
        </OnDemand>
      ) : null}
    </MeProvider>
  );
}

function focusLink(href: string): void {
  for (const link of document.querySelectorAll<HTMLElement>("nav a")) {
    if (link.getAttribute("href") === href) link.focus();
  }
}
