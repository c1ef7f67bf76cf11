"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";

/**
 * The tab's title: unread messages of all rooms, and the open room. It is held against the framework, which writes the
 * page's own title when its metadata arrives, maybe later than ours.
 */
export function usePageTitle(roomName: string | null, unread: number): void {
  const t = useTranslations("common");
  const place = roomName === null ? t("appName") : `${roomName} · ${t("appName")}`;
  const title = unread > 0 ? `(${unread}) ${place}` : place;
  useEffect(() => {
    const show = () => {
      if (document.title !== title) document.title = title;
    };
    show();
    const observer = new MutationObserver(show);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [title]);
}
