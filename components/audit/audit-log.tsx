"use client";

import { Download, ScrollText } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadMore } from "@/components/ui/load-more";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { auditLimits, type ListedAction } from "@/lib/audit/schema";
import { AuditEntry } from "./audit-entry";
import { AuditFiltersBar } from "./audit-filters";
import { useAudit } from "./use-audit";
import { noFilters, toAuditQuery, useAuditFilters, type AuditFilters } from "./use-audit-filters";
import { useNamed } from "./use-named";

/** What admins did, with filters in the address and a file to take along. */
export function AuditLog() {
  const t = useTranslations("audit");
  const { filters, setFilters } = useAuditFilters();
  const query = toAuditQuery(filters);
  const log = useAudit(query);
  const { targetName } = useNamed();
  const top = useRef<HTMLDivElement>(null);
  const target = log.entries?.find((entry) => entry.target.id === filters.targetId);

  const filter = (changed: Partial<AuditFilters>) => {
    setFilters(changed);
    // The name that was pressed may be gone from the list.
    top.current?.focus();
  };

  return (
    <div className="max-w-5xl space-y-5">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <p className="max-w-2xl text-sm text-muted">{t("lead")}</p>
        <Button asChild>
          <a
            href={`/api/admin/audit?${query ? `${query}&` : ""}format=csv`}
            download
            title={t("downloadHint", { count: auditLimits.file })}
          >
            <Download aria-hidden size={16} />
            {t("download")}
          </a>
        </Button>
      </div>
      <AuditFiltersBar
        filters={filters}
        onChange={setFilters}
        targetName={target ? targetName(target) : ""}
      />
      <div ref={top} tabIndex={-1} className="space-y-5 outline-none">
        <Entries log={log} isFiltered={query !== ""} onFilter={filter} />
      </div>
    </div>
  );
}

type EntriesProps = {
  log: ReturnType<typeof useAudit>;
  isFiltered: boolean;
  onFilter: (changed: Partial<AuditFilters>) => void;
};

function Entries({ log, isFiltered, onFilter }: EntriesProps) {
  const t = useTranslations("audit");
  const { entries, names, error } = log;
  if (entries === null) {
    return error ? <Failed text={t("failed")} onRetry={log.reload} /> : <Loading />;
  }
  if (entries.length === 0) return <NoEntries isFiltered={isFiltered} onFilter={onFilter} />;
  return (
    <>
      {error ? <Stale loadedAt={log.loadedAt} onRetry={log.reload} /> : null}
      <Days entries={entries} names={names} onFilter={onFilter} />
      {log.hasMore ? (
        <LoadMore list={log}>{t("more")}</LoadMore>
      ) : (
        <p className="text-center text-sm text-muted">{t("end")}</p>
      )}
    </>
  );
}

type DaysProps = Pick<EntriesProps, "onFilter"> & {
  entries: ListedAction[];
  names: Record<string, string>;
};

/** Day by day of the viewer's clock. */
function Days({ entries, names, onFilter }: DaysProps) {
  const format = useFormatter();
  const days: { name: string; entries: ListedAction[] }[] = [];
  for (const entry of entries) {
    const name = format.dateTime(entry.at, { dateStyle: "full" });
    const day = days.at(-1);
    if (day?.name === name) day.entries.push(entry);
    else days.push({ name, entries: [entry] });
  }
  return days.map((day) => (
    <section key={day.name} aria-label={day.name} className="space-y-2">
      <h2 className="text-sm font-semibold">{day.name}</h2>
      <ol className="divide-y divide-line rounded-xl border border-line bg-surface">
        {day.entries.map((entry) => (
          <AuditEntry key={entry.id} entry={entry} names={names} onFilter={onFilter} />
        ))}
      </ol>
    </section>
  ));
}

function NoEntries({ isFiltered, onFilter }: Pick<EntriesProps, "isFiltered" | "onFilter">) {
  const t = useTranslations("audit");
  return (
    <EmptyState
      icon={<ScrollText />}
      title={t(isFiltered ? "empty.filteredTitle" : "empty.title")}
      text={t(isFiltered ? "empty.filteredText" : "empty.text")}
    >
      {isFiltered ? (
        <Button onClick={() => onFilter(noFilters)}>{t("filters.clear")}</Button>
      ) : null}
    </EmptyState>
  );
}

function Stale({ loadedAt, onRetry }: { loadedAt: number | null; onRetry: () => void }) {
  const t = useTranslations("audit");
  const format = useFormatter();
  const now = useNow({ updateInterval: 10_000 });
  const when = loadedAt === null ? "" : format.relativeTime(Math.min(loadedAt, now.getTime()), now);
  return <Failed text={t("stale", { when })} onRetry={onRetry} />;
}

function Failed({ text, onRetry }: { text: string; onRetry: () => void }) {
  const common = useTranslations("common");
  return (
    <Notice tone="danger">
      <span className="flex flex-wrap items-center justify-between gap-2">
        {text}
        <Button size="sm" onClick={onRetry}>
          {common("retry")}
        </Button>
      </span>
    </Notice>
  );
}

function Loading() {
  const t = useTranslations("audit");
  return (
    <div className="space-y-2">
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      <Skeleton className="h-5 w-48" />
      <div className="divide-y divide-line rounded-xl border border-line bg-surface">
        {Array.from({ length: 8 }, (_, index) => (
          <div key={index} className="flex gap-4 px-4 py-3">
            <Skeleton className="h-5 w-24" />
            <Skeleton className="h-5 max-w-md flex-1" />
          </div>
        ))}
      </div>
    </div>
  );
}
