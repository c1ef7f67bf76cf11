"use client";

import { ArrowLeft, ChevronLeft, ChevronRight } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, type MouseEvent } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { toSearch } from "@/lib/dashboard/domain";
import type { DashboardView } from "@/lib/dashboard/schema";
import type { PathStats } from "@/lib/traffic/report/schema";

type PathBarProps = {
  view: DashboardView & { path: string };
  onView: (change: Partial<DashboardView>) => void;
  /** Of what is shown; null until it is known. */
  range: PathStats["range"] | null;
  /** Paths in the order of the table. */
  paths: string[];
  /** The whole view is of this path: there is no way to others. */
  isOnly: boolean;
  locked: boolean;
};

/** Hours are kept for 89 days. */
const hourlyReachMs = 89 * 86_400_000;

/** Which path is shown, the way back and to its neighbours, and by which buckets. */
export function PathBar({ view, onView, range, paths, isOnly, locked }: PathBarProps) {
  const t = useTranslations("charts.path");
  const pathname = usePathname();
  const heading = useRef<HTMLHeadingElement>(null);
  const { path } = view;
  const all = { path: null, granularity: null };
  const place = paths.indexOf(path);
  const neighbour = (step: number) => (place < 0 ? undefined : paths[place + step]);
  const [previous, next] = [neighbour(-1), neighbour(1)];

  useEffect(() => {
    // Whoever opened it from the table stands nowhere now: the row is gone.
    if (document.activeElement === document.body) heading.current?.focus();
  }, [path]);

  const leave = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onView(all);
  };
  const hasHours = range === null || range.to - range.from <= hourlyReachMs;
  return (
    <div className="space-y-2">
      {isOnly ? null : (
        <Button asChild size="sm" variant="ghost" className="-ml-3">
          <a href={`${pathname}?${toSearch({ ...view, ...all })}`} onClick={leave}>
            <ArrowLeft aria-hidden size={16} />
            {t("back")}
          </a>
        </Button>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2
          ref={heading}
          tabIndex={-1}
          className="min-w-0 rounded-sm text-lg font-semibold wrap-anywhere"
        >
          {path}
        </h2>
        <div className="flex items-center gap-1">
          {locked ? null : (
            <div role="group" aria-label={t("buckets")} className="flex gap-1">
              {(["hour", "day"] as const).map((granularity) => (
                <Button
                  key={granularity}
                  size="sm"
                  variant={range?.granularity === granularity ? "secondary" : "ghost"}
                  aria-pressed={range?.granularity === granularity}
                  disabled={granularity === "hour" && !hasHours}
                  onClick={() => onView({ granularity })}
                >
                  {t(granularity)}
                </Button>
              ))}
            </div>
          )}
          {isOnly ? null : (
            <>
              <IconButton
                size="sm"
                label={previous ? t("previous", { path: previous }) : t("first")}
                disabled={!previous}
                onClick={() => previous && onView({ path: previous })}
              >
                <ChevronLeft aria-hidden />
              </IconButton>
              <IconButton
                size="sm"
                label={next ? t("next", { path: next }) : t("last")}
                disabled={!next}
                onClick={() => next && onView({ path: next })}
              >
                <ChevronRight aria-hidden />
              </IconButton>
            </>
          )}
        </div>
      </div>
    </div>
  );
}
