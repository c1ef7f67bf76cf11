"use client";

import { useTranslations } from "next-intl";

/** Stands above the first message that I had not read. */
export function UnreadDivider() {
  const t = useTranslations("chat.messages");
  return (
    <div className="flex items-center gap-3 px-4 pt-3 pb-1">
      <span aria-hidden className="h-px flex-1 bg-accent" />
      <span className="text-xs font-semibold text-accent-strong">{t("new")}</span>
    </div>
  );
}
