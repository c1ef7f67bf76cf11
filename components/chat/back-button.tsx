"use client";

import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";

/** After a jump: leads back to where one was. */
export function BackButton({ onPress }: { onPress: () => void }) {
  const t = useTranslations("marks.jump");
  return (
    <div className="absolute inset-x-0 top-3 z-10 flex justify-center">
      <button
        type="button"
        onClick={onPress}
        className="flex h-10 animate-appear items-center gap-2 rounded-full border border-line bg-raised px-4 text-sm font-medium text-ink shadow-raised hover:bg-subtle md:h-9"
      >
        <Undo2 aria-hidden size={16} />
        {t("back")}
      </button>
    </div>
  );
}
