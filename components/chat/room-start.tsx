"use client";

import { useTranslations } from "next-intl";

/** Stands above the very first message. */
export function RoomStart({ name }: { name: string }) {
  const t = useTranslations("chat.messages");
  return (
    <div className="px-4 pt-8 pb-2">
      <h2 className="text-xl font-semibold tracking-tight">{t("start", { name })}</h2>
      <p className="mt-1 text-sm text-muted">{t("startText")}</p>
    </div>
  );
}
