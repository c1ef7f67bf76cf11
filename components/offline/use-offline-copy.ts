"use client";

import { useEffect } from "react";
import { watchInstall } from "./install";

/** How long a page is left to what it was opened for (ms). */
const settleMs = 2_000;

/** Makes the chat open without a network from now on, once the page stands. */
export function useOfflineCopy(userId: string, roomId: string | null): void {
  useEffect(watchInstall, []);
  useEffect(() => {
    const begin = () => {
      import("./register-worker")
        .then(({ registerWorker }) => registerWorker(userId, roomId))
        .catch(() => undefined);
    };
    const timer = setTimeout(begin, settleMs);
    return () => clearTimeout(timer);
    // The room only says where the page of a room may be fetched from.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [userId]);
}
