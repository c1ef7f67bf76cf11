"use client";

import { Share2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { ShareViewDialog } from "@/components/links/share-view-dialog";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import type { DashboardView } from "@/lib/dashboard/schema";
import type { PathsAnswer } from "@/lib/traffic/report/schema";
import { ExportMenu } from "./export-menu";
import { FilterChips } from "./filter-chips";
import { Filters } from "./filters";
import { RangePicker } from "./range-picker";
import { SearchField } from "./search-field";

type ToolbarProps = {
  view: DashboardView;
  report: PathsAnswer | null;
  onView: (change: Partial<DashboardView>, history?: "push" | "replace") => void;
};

/** What is asked: range, comparison, filters; and what can be taken along. */
export function Toolbar({ view, report, onView }: ToolbarProps) {
  const t = useTranslations("paths");
  // Of one path there is everything or nothing: its figures are not kept by filter.
  const isDeep = view.path !== null;
  return (
    <div role="group" aria-label={t("toolbar")} className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <RangePicker view={view} shown={report?.range ?? null} onView={onView} />
        <div className="flex items-center gap-2">
          {isDeep ? null : (
            <Switch checked={view.compare} onChange={(compare) => onView({ compare })}>
              {t("compare")}
            </Switch>
          )}
          <Switch checked={view.live} onChange={(live) => onView({ live })}>
            {t("live")}
          </Switch>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {isDeep ? null : (
          <>
            <SearchField value={view.q} onSearch={(q) => onView({ q }, "replace")} />
            <Filters view={view} onView={onView} />
          </>
        )}
        <span className="flex gap-2 sm:ml-auto">
          <ExportMenu report={report} path={view.path} />
          <ShareViewDialog
            view={view}
            trigger={
              <Button>
                <Share2 aria-hidden size={16} />
                {t("share")}
              </Button>
            }
          />
        </span>
      </div>
      {isDeep ? null : <FilterChips view={view} onView={onView} />}
    </div>
  );
}
