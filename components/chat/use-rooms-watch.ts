"use client";

import { useEffect, useRef } from "react";
import type { RoomSummary } from "@/lib/chat/schema";
import { watchRooms } from "@/lib/sync/rooms-watch";

/** Calls `onNews` when a room of the list, other than the open one, is no longer as the list has it. */
export function useRoomsWatch(
  rooms: readonly RoomSummary[] | undefined,
  openRoomId: string | null,
  onNews: () => Promise<void>,
): void {
  const watched = useRef<readonly RoomSummary[]>([]);
  useEffect(() => {
    watched.current = rooms?.filter(({ id, myRole }) => id !== openRoomId && myRole !== null) ?? [];
  }, [rooms, openRoomId]);
  useEffect(
    () =>
      watchRooms({
        rooms: () => watched.current,
        onNews: () => void onNews(),
      }),
    [onNews],
  );
}
