"use client";

import { Paperclip } from "lucide-react";
import { useTranslations } from "next-intl";

/** Lies over the room while files are held above it. */
export function DropHint() {
  const t = useTranslations("chat.files");
  return (
    <div className="pointer-events-none absolute inset-2 z-20 flex items-center justify-center rounded-xl border-2 border-dashed border-accent bg-accent-soft/90 font-medium text-accent-strong">
      <Paperclip aria-hidden size={20} className="mr-2" />
      {t("drop")}
    </div>
  );
}
