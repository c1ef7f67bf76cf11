"use client";

import { ChartLine, Filter, Hourglass } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Before the first request was counted: what will be here, how soon, and how to try it out. */
export function FirstRun({ locked }: { locked: boolean }) {
  const t = useTranslations("paths.firstRun");
  if (locked) return <EmptyState icon={<Hourglass />} title={t("title")} text={t("soon")} />;
  return (
    <div className="rounded-xl border border-line bg-surface">
      <EmptyState icon={<ChartLine />} title={t("title")} text={t("collected")}>
        <div className="w-full max-w-md min-w-0 space-y-3 text-left text-sm text-muted">
          <p>{t("soon")}</p>
          <p>{t("private")}</p>
          <p>{t("simulate")}</p>
          <pre className="rounded-lg bg-subtle px-3 py-2 wrap-anywhere whitespace-pre-wrap text-ink">
            <code>npm run simulate -- --requests 60000 --paths 60 --days 14</code>
          </pre>
        </div>
      </EmptyState>
    </div>
  );
}

type NothingFoundProps = {
  isFiltered: boolean;
  onClear: () => void;
  /** Shows more time; null where nothing longer is there. */
  onLonger: (() => void) | null;
};

/** No request fits what is asked. */
export function NothingFound({ isFiltered, onClear, onLonger }: NothingFoundProps) {
  const t = useTranslations("paths.nothing");
  return (
    <div className="rounded-xl border border-line bg-surface">
      <EmptyState
        icon={<Filter />}
        title={isFiltered ? t("filteredTitle") : t("title")}
        text={isFiltered ? t("filteredText") : t("text")}
      >
        {isFiltered ? <Button onClick={onClear}>{t("clear")}</Button> : null}
        {onLonger ? <Button onClick={onLonger}>{t("longer")}</Button> : null}
      </EmptyState>
    </div>
  );
}
