"use client";

import { clsx } from "clsx";
import type { DashboardView } from "@/lib/dashboard/schema";
import type { PathsAnswer } from "@/lib/traffic/report/schema";
import { isFiltered, noFilters } from "./no-filters";
import { FirstRun, NothingFound } from "./nothing-here";
import { PathTable } from "./path-table";
import { ranges } from "./ranges";
import { SeriesCharts } from "./series-charts";
import { Totals } from "./totals";

type ReportViewProps = {
  answer: PathsAnswer;
  view: DashboardView;
  onView: (change: Partial<DashboardView>) => void;
  locked: boolean;
  /** It answers the question before: the one of this view is on its way. */
  isOther: boolean;
  /** The path that was looked at before: where the table goes on. */
  cameFrom: string | null;
};

/** All paths: totals, series, table; or why there are none. */
export function ReportView({ answer, view, onView, locked, isOther, cameFrom }: ReportViewProps) {
  if (answer.lastUpdated === null) return <FirstRun locked={locked} />;
  const isEmpty = answer.totals.requests === 0 && answer.pathsTotal === 0;
  const longest = ranges.at(-1) ?? null;
  return (
    <div
      aria-busy={isOther}
      className={clsx("space-y-5 transition-opacity", isOther && "opacity-60")}
    >
      <Totals report={answer} />
      {isEmpty ? (
        <NothingFound
          isFiltered={isFiltered(view)}
          onClear={() => onView(noFilters)}
          onLonger={
            locked || view.range === longest
              ? null
              : () => onView({ range: longest, from: null, to: null })
          }
        />
      ) : (
        <>
          <SeriesCharts
            report={answer}
            onSelect={locked ? undefined : (from, to) => onView({ range: null, from, to })}
          />
          <PathTable
            report={answer}
            view={view}
            locked={locked}
            cameFrom={cameFrom}
            onView={onView}
          />
        </>
      )}
    </div>
  );
}
