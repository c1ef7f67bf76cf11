"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Says that something could not be fetched, and offers to try again. */
export function FailedNotice({ children, onRetry }: { children: ReactNode; onRetry: () => void }) {
  const t = useTranslations("common");
  return (
    <Notice tone="danger">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="min-w-0">{children}</div>
        <Button size="sm" onClick={onRetry}>
          {t("retry")}
        </Button>
      </div>
    </Notice>
  );
}
