"use client";

import { usePathname } from "next/navigation";
import { useCallback } from "react";
import { roomIdSchema } from "@/lib/chat/schema";

/** The address of a room, or of the room list. */
export function toRoomHref(roomId: string | null): string {
  return roomId === null ? "/chat" : `/chat/${roomId}`;
}

/**
 * Which room is open, read from the address, and how to open another. Switching only changes the history entry: it asks
 * nothing of the server, so it is immediate and works offline.
 */
export function useOpenRoom(): {
  roomId: string | null;
  openRoom: (roomId: string | null) => void;
} {
  const pathname = usePathname();
  const openRoom = useCallback((next: string | null) => {
    if (toRoomHref(next) !== location.pathname) history.pushState(null, "", toRoomHref(next));
  }, []);
  const parsed = roomIdSchema.safeParse(pathname.split("/")[2]);
  return { roomId: parsed.success ? parsed.data : null, openRoom };
}
