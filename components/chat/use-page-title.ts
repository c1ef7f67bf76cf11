"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";

/** The tab's title: unread messages of all rooms, and the open room. */
export function usePageTitle(roomName: string | null, unread: number): void {
  const t = useTranslations("common");
  useEffect(() => {
    const place = roomName === null ? t("appName") : `${roomName} · ${t("appName")}`;
    document.title = unread > 0 ? `(${unread}) ${place}` : place;
  }, [roomName, unread, t]);
}
