"use client";

import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";
import type { Problem } from "@/lib/http/problem";
import { useProblemText } from "./use-problem-text";

const widths = ["w-2/5", "w-3/5", "w-1/3", "w-1/2", "w-1/4"];

/** Stands where the messages will be; says so when they do not come. */
export function MessageSkeletons({ problem }: { problem: Problem | null }) {
  const t = useTranslations("chat.messages");
  const toText = useProblemText();
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-end gap-5 overflow-hidden p-4">
      <p role="status" className={problem ? "text-center text-sm text-muted" : "sr-only"}>
        {problem ? `${toText(problem)} ${t("loadFailed")}` : t("loading")}
      </p>
      {widths.map((width) => (
        <div key={width} className="flex gap-3">
          <Skeleton className="size-9" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-3.5 w-24" />
            <Skeleton className={`h-3.5 ${width}`} />
          </div>
        </div>
      ))}
    </div>
  );
}
