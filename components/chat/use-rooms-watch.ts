"use client";

import { useEffect, useRef } from "react";
import type { RoomSummary } from "@/lib/chat/schema";
import { watchRooms } from "@/lib/sync/rooms-watch";

/** Calls `onNews` when a room of the list, other than the open one, is no longer as the list has it. */
export function useRoomsWatch(
  rooms: readonly RoomSummary[] | undefined,
  openRoomId: string | null,
  userId: string,
  onNews: () => Promise<void>,
): void {
  const watched = useRef<readonly RoomSummary[]>([]);
  const open = useRef<string | null>(null);
  useEffect(() => {
    watched.current = rooms?.filter(({ myRole }) => myRole !== null) ?? [];
    open.current = openRoomId;
  }, [rooms, openRoomId]);
  useEffect(
    () =>
      watchRooms({
        userId,
        openRoomId: () => open.current,
        rooms: () => watched.current,
        onNews: () => void onNews(),
      }),
    [userId, onNews],
  );
}
