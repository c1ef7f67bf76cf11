"use client";

import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";

/** Leads to the end of the list and says how many messages came in meanwhile. */
export function NewBelowButton({ count, onPress }: { count: number; onPress: () => void }) {
  const t = useTranslations("chat.messages");
  return (
    <div className="absolute inset-x-0 bottom-3 z-10 flex justify-center">
      <button
        type="button"
        onClick={onPress}
        className={
          count > 0
            ? "flex h-10 animate-appear items-center gap-2 rounded-full bg-accent px-4 text-sm font-medium text-on-accent shadow-raised hover:bg-accent-strong md:h-9"
            : "flex h-10 animate-appear items-center gap-2 rounded-full border border-line bg-raised px-4 text-sm font-medium text-ink shadow-raised hover:bg-subtle md:h-9"
        }
      >
        {t("newBelow", { count })}
        <ArrowDown aria-hidden size={16} />
      </button>
    </div>
  );
}
