"use client";

import { useCallback, useMemo, useState } from "react";
import useSWR from "swr";
import { roomListSchema, type RoomSummary } from "@/lib/chat/schema";
import { withRoomsHere, type RoomHere } from "@/lib/client/room-order";
import { fetchJson } from "@/lib/http/fetcher";
import { roomListUrl } from "./room-api";
import { useRoomsWatch } from "./use-rooms-watch";

export type Rooms = {
  /** Undefined until they are known for the first time. */
  rooms: RoomSummary[] | undefined;
  error: unknown;
  /** Asks the server anew; what is shown stays until the answer is here. */
  refresh: () => Promise<void>;
  /** Tells the list at once what the open room knows ahead of it. */
  noteHere: (roomId: string, here: RoomHere) => void;
  /** My read position was put back to `readSeq`, whatever was noted before. */
  putBack: (roomId: string, readSeq: number) => void;
};

/** My rooms and those that I could join; the open one is watched by its own connection. */
export function useRooms(openRoomId: string | null, userId: string): Rooms {
  const { data, error, mutate } = useSWR<{ rooms: RoomSummary[] }, unknown>(
    roomListUrl,
    (url: string) => fetchJson(url, roomListSchema),
    // Finds rooms that somebody invited me to: the watch only knows those of the list.
    { refreshInterval: 60_000 },
  );
  const [known, setKnown] = useState<ReadonlyMap<string, RoomHere>>(new Map());
  const rooms = useMemo(() => (data ? withRoomsHere(data.rooms, known) : undefined), [data, known]);
  const refresh = useCallback(async () => {
    await mutate();
  }, [mutate]);
  const noteHere = useCallback((roomId: string, here: RoomHere) => {
    setKnown((old) => {
      const before = old.get(roomId);
      const readSeq = Math.max(here.readSeq, before?.readSeq ?? 0);
      if (before && before.readSeq === readSeq && before.lastSeq === here.lastSeq) return old;
      return new Map(old).set(roomId, { ...here, readSeq });
    });
  }, []);
  const putBack = useCallback(
    (roomId: string, readSeq: number) => {
      setKnown((old) => {
        const here = old.get(roomId);
        return here ? new Map(old).set(roomId, { ...here, readSeq }) : old;
      });
      void refresh();
    },
    [refresh],
  );
  useRoomsWatch(data?.rooms, openRoomId, userId, refresh);
  return { rooms, error, refresh, noteHere, putBack };
}
