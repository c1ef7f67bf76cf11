"use client";

import { useEffect, useMemo, useSyncExternalStore } from "react";
import { createRoomSync } from "@/lib/sync/room-sync";
import type { RoomSync, RoomView } from "@/lib/sync/types";

/** A room's messages and connection, in step with the server for as long as the component is mounted. */
export function useRoomSync(roomId: string, userId: string): { sync: RoomSync; view: RoomView } {
  const sync = useMemo(() => createRoomSync({ roomId, userId }), [roomId, userId]);
  const view = useSyncExternalStore(sync.subscribe, sync.getView, sync.getView);
  useEffect(() => {
    sync.start();
    return () => sync.stop();
  }, [sync]);
  return { sync, view };
}
