"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** What stands before the rows has this height, whatever it is: the list must know where its rows begin. Pixels. */
export const gapHeight = 128;

type ListGapProps = {
  where: "earlier" | "later";
  failed: boolean;
  onLoad: () => void;
};

/** Stands for the messages beyond an end of the list that are not loaded. */
export function ListGap({ where, failed, onLoad }: ListGapProps) {
  const t = useTranslations("marks.gap");
  return (
    <div style={{ height: gapHeight }} className="relative shrink-0 overflow-hidden px-4 py-3">
      <div className="space-y-5">
        {["w-2/5", "w-3/5"].map((width) => (
          <div key={width} className="flex gap-3">
            <span aria-hidden className="block size-9 rounded-[28%] bg-subtle" />
            <div className="flex-1 space-y-2">
              <span aria-hidden className="block h-3.5 w-24 rounded-md bg-subtle" />
              <span aria-hidden className={`block h-3.5 rounded-md bg-subtle ${width}`} />
            </div>
          </div>
        ))}
      </div>
      <div className="absolute inset-0 flex items-center justify-center">
        {failed ? (
          <Button size="sm" onClick={onLoad}>
            {t(where === "earlier" ? "loadEarlier" : "loadLater")}
          </Button>
        ) : (
          <p className="rounded-full border border-line bg-raised px-3 py-1 text-xs text-muted">
            {t(where)}
          </p>
        )}
      </div>
    </div>
  );
}
