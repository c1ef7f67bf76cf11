"use client";

import { SearchX } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { useProblemText } from "@/components/chat/use-problem-text";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { sortPaths } from "@/lib/client/sort-paths";
import type { DashboardView } from "@/lib/dashboard/schema";
import { PlazaError } from "@/lib/http/problem";
import type { PathsAnswer } from "@/lib/traffic/report/schema";
import { isFiltered } from "./no-filters";
import { PathBar } from "./path-bar";
import { PathCharts } from "./path-charts";
import { PathTotals } from "./path-totals";
import { usePathStats } from "./use-path-stats";

type PathDetailProps = {
  /** Of the report; the path in depth is at `{endpoint}/stats`. */
  endpoint: string;
  view: DashboardView & { path: string };
  onView: (change: Partial<DashboardView>) => void;
  /** Where its neighbours come from; null while it is not known. */
  report?: PathsAnswer | null;
  /** Behind a public link: the range is fixed. */
  locked?: boolean;
  /** There is no way to other paths. */
  isOnly?: boolean;
};

/** One path over time. Escape leads back to all paths. */
export function PathDetail(props: PathDetailProps) {
  const { endpoint, view, onView, report = null, locked = false, isOnly = false } = props;
  const t = useTranslations("charts.path");
  const common = useTranslations("common");
  const toText = useProblemText();
  const format = useFormatter();
  const { stats, error, isAsking, retry } = usePathStats({ endpoint, view, locked });
  const { sort, descending } = view;
  const paths = useMemo(
    () => sortPaths(report?.paths ?? [], { sort, descending }).map(({ path }) => path),
    [report, sort, descending],
  );
  useEscape(() => {
    if (!isOnly) onView({ path: null, granularity: null });
  });

  const isUnknown = error instanceof PlazaError && error.code === "not_found";
  return (
    <div className="space-y-4">
      <PathBar {...{ view, onView, paths, isOnly, locked }} range={stats?.range ?? null} />
      {!locked && isFiltered(view) ? <p className="text-sm text-muted">{t("unfiltered")}</p> : null}
      {error && !isUnknown ? (
        <Notice tone="danger">
          <span className="flex flex-wrap items-center justify-between gap-2">
            <span>
              {toText(error)}{" "}
              {stats?.lastUpdated
                ? t("old", { time: format.dateTime(stats.lastUpdated, { timeStyle: "medium" }) })
                : null}
            </span>
            <Button size="sm" busy={isAsking} onClick={retry}>
              {common("retry")}
            </Button>
          </span>
        </Notice>
      ) : null}
      {isUnknown ? (
        <EmptyState icon={<SearchX />} title={t("unknown")} text={t("unknownText")} />
      ) : stats ? (
        <>
          <PathTotals stats={stats} />
          <PathCharts
            stats={stats}
            onSelect={locked ? undefined : (from, to) => onView({ range: null, from, to })}
          />
        </>
      ) : error ? null : (
        <Loading />
      )}
    </div>
  );
}

function Loading() {
  const t = useTranslations("common");
  return (
    <div role="status" className="grid gap-3 xl:grid-cols-2">
      <span className="sr-only">{t("loading")}</span>
      <Skeleton className="h-20 xl:col-span-2" />
      {Array.from({ length: 4 }, (_, index) => (
        <Skeleton key={index} className="h-80" />
      ))}
    </div>
  );
}

/** Escape, where nothing else takes it: no menu or dialog is open, and nobody types. */
function useEscape(onEscape: () => void): void {
  const latest = useRef(onEscape);
  useEffect(() => {
    latest.current = onEscape;
  });
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element && event.target.matches("input, select, textarea");
      if (event.key === "Escape" && !event.defaultPrevented && !isTyping) latest.current();
    };
    window.addEventListener("keydown", handle);
    return () => window.removeEventListener("keydown", handle);
  }, []);
}
