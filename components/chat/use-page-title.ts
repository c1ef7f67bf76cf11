"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";

type Waiting = { unread: number; mentions: number };

/**
 * The tab's title and picture: what waits in all rooms, and the open room. They are held against the framework, which writes
 * the page's own when its metadata arrives, maybe later than ours.
 */
export function usePageTitle(roomName: string | null, { unread, mentions }: Waiting): void {
  const t = useTranslations("common");
  const place = roomName === null ? t("appName") : `${roomName} · ${t("appName")}`;
  const title = unread > 0 ? `(${unread}) ${place}` : place;
  useEffect(() => {
    let wanted = true;
    const show = () => {
      if (document.title !== title) document.title = title;
      void showWaiting({ unread, mentions }, () => wanted);
    };
    show();
    const observer = new MutationObserver(show);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => {
      wanted = false;
      observer.disconnect();
    };
  }, [title, unread, mentions]);
  useEffect(() => () => void showWaiting({ unread: 0, mentions: 0 }, () => true), []);
}

/** How the picture is drawn comes with the first message that waits. A lost one is no more than a missing dot. */
async function showWaiting(waiting: Waiting, isWanted: () => boolean): Promise<void> {
  const isPlain = document.querySelector("link[data-own]") === null;
  if (waiting.unread === 0 && isPlain) return;
  const drawing = await import("@/lib/client/favicon").catch(() => null);
  if (drawing && isWanted()) drawing.showFavicon(drawing.toFavicon(waiting));
}
