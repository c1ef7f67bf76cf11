"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { NetworkError } from "@/lib/http/fetcher";
import { useProblemText } from "../chat/use-problem-text";

/** Messages that are being looked for. */
export function FindSkeletons() {
  return (
    <div aria-hidden className="space-y-5 px-2 py-3">
      {["w-40", "w-56", "w-48", "w-52"].map((width) => (
        <div key={width} className="flex gap-2.5">
          <Skeleton className="size-7" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-3.5 w-24" />
            <Skeleton className={`h-3.5 ${width}`} />
          </div>
        </div>
      ))}
    </div>
  );
}

/** It could not be asked: why, and once more. */
export function FindFailed({ failure, onRetry }: { failure: unknown; onRetry: () => void }) {
  const t = useTranslations("find");
  const common = useTranslations("common");
  const toText = useProblemText();
  return (
    <div role="alert" className="px-2 py-4 text-sm">
      <p className="mb-3 text-muted">
        {failure instanceof NetworkError ? t("offline") : toText(failure)}
      </p>
      <Button size="sm" onClick={onRetry}>
        {common("retry")}
      </Button>
    </div>
  );
}
