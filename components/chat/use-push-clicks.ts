"use client";

import { useEffect } from "react";
import { readChatPlace } from "@/lib/client/chat-address";

type Open = (roomId: string | null, opening?: { messageId?: string }) => void;

/** Goes where a notification leads, without loading the page anew; the service worker asks for it when one is pressed. */
export function usePushClicks(openRoom: Open): void {
  useEffect(() => {
    const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    const go = ({ data, ports }: MessageEvent<unknown>) => {
      const url = readUrl(data);
      if (!url) return;
      const { roomId, messageId } = readChatPlace(url.pathname, url.searchParams);
      openRoom(roomId, messageId === null ? {} : { messageId });
      // Says that this page does it; the worker would load one otherwise.
      ports[0]?.postMessage("gone");
    };
    workers?.addEventListener("message", go);
    return () => workers?.removeEventListener("message", go);
  }, [openRoom]);
}

function readUrl(data: unknown): URL | null {
  if (typeof data !== "object" || data === null || !("url" in data)) return null;
  const url = typeof data.url === "string" ? new URL(data.url, location.origin) : null;
  return url?.pathname.startsWith("/chat") ? url : null;
}
