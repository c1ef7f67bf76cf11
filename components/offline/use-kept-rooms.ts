"use client";

import { useEffect, useState } from "react";
import type { Rooms } from "@/components/chat/use-rooms";
import type { KeptList } from "@/lib/sync/shelf";
import { findKeptIfSlow, noteLater } from "./load-kept";

/** The list of rooms, or the one that was kept until the server's is here; `asOf` says when that was (ms since the epoch). */
export function useKeptRooms(live: Rooms, userId: string): Rooms & { asOf: number | null } {
  const { rooms } = live;
  const [kept, setKept] = useState<KeptList | null>(null);
  const isLive = rooms !== undefined;
  useEffect(() => {
    if (isLive) return;
    return findKeptIfSlow(({ findKeptList }) => findKeptList(userId), setKept);
  }, [userId, isLive]);
  useEffect(() => {
    if (rooms) noteLater(({ noteList }) => noteList(userId, rooms));
  }, [userId, rooms]);
  if (rooms || !kept) return { ...live, asOf: null };
  return { ...live, rooms: kept.rooms, asOf: kept.keptAt };
}
