"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";
import type { AdminRoomPage } from "@/lib/chat/admin/schema";
import { roomKinds } from "./read-question";

/** How many rooms there are of each type; null while that is not known. */
export function RoomCounts({ counts }: { counts: AdminRoomPage["counts"] | null }) {
  const t = useTranslations("rooms");
  const format = useFormatter();
  return (
    <ul
      aria-label={t("counts")}
      className="flex flex-wrap gap-x-8 gap-y-2 rounded-xl border border-line bg-surface px-4 py-3"
    >
      {roomKinds.map((kind) => (
        <li key={kind} className="flex items-baseline gap-2 text-sm text-muted">
          <span className="text-xl font-semibold text-ink tabular-nums">
            {counts ? (
              format.number(counts[kind])
            ) : (
              <Skeleton className="inline-block h-5 w-6 align-baseline" />
            )}
          </span>
          {t(`kindCounts.${kind}`, { count: counts?.[kind] ?? 0 })}
        </li>
      ))}
    </ul>
  );
}
