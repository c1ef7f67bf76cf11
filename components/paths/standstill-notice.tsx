"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { Notice } from "@/components/ui/notice";
import { useStandstill } from "./use-standstill";

/** Says that figures are old because nothing counts, and where to look. */
export function StandstillNotice({ isWanted }: { isWanted: boolean }) {
  const t = useTranslations("paths.standstill");
  const standstill = useStandstill(isWanted);
  if (!standstill) return null;
  return (
    <Notice tone="danger">
      {t.rich("text", {
        minutes: Math.floor(standstill.waitingMs / 60_000),
        link: (text) => (
          <Link href="/admin/pipeline" className="font-medium underline underline-offset-4">
            {text}
          </Link>
        ),
      })}
    </Notice>
  );
}
