"use client";

import { DatabaseZap } from "lucide-react";
import { useTranslations } from "next-intl";
import { Freshness } from "@/components/admin/freshness";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { CachesReport } from "@/lib/telemetry/report/schema";
import { CacheTable } from "./cache-table";
import { FamilyCards } from "./family-cards";
import { HitRateChart } from "./hit-rate-chart";
import { RangePicker } from "./range-picker";
import { TicketFigures } from "./ticket-figures";
import { useCaches } from "./use-caches";

/** How caches and tickets have done in a period. */
export function CachesView() {
  const t = useTranslations("caches");
  const { range, setRange, data, error, receivedAt, reload } = useCaches();
  return (
    <div className="space-y-8">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <RangePicker value={range} onChange={setRange} />
        <Freshness {...{ receivedAt, error, reload }} failedText={t("loadFailed")} />
      </div>
      {data ? (
        // Until the figures of another period have come, the old ones stand there.
        <div
          aria-busy={data.range !== range}
          className={data.range === range ? "space-y-8" : "space-y-8 opacity-60"}
        >
          <RedisState redis={data.redis} />
          <Caches report={data} />
          <TicketFigures tickets={data.tickets} />
        </div>
      ) : error === undefined ? (
        <Loading label={t("loading")} />
      ) : null}
    </div>
  );
}

function Caches({ report }: { report: CachesReport }) {
  const t = useTranslations("caches");
  if (report.families.length === 0) {
    return (
      <div className="rounded-xl border border-line bg-surface">
        <EmptyState icon={<DatabaseZap />} title={t("empty.title")} text={t("empty.text")} />
      </div>
    );
  }
  return (
    <>
      <FamilyCards families={report.families} />
      <HitRateChart report={report} />
      <CacheTable families={report.families} />
    </>
  );
}

function RedisState({ redis }: { redis: CachesReport["redis"] }) {
  const t = useTranslations("caches.redis");
  if (redis.breakerOpened > 0) {
    return <Notice tone="danger">{t("breaker", { count: redis.breakerOpened })}</Notice>;
  }
  return (
    <p className="max-w-prose text-sm text-pretty text-muted">
      {t(redis.isConfigured ? "on" : "off")}
    </p>
  );
}

function Loading({ label }: { label: string }) {
  return (
    <div>
      <p role="status" className="sr-only">
        {label}
      </p>
      <div aria-hidden className="space-y-8">
        <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
          {Array.from({ length: 4 }, (_, index) => (
            <Skeleton key={index} className="h-36 rounded-xl" />
          ))}
        </div>
        <Skeleton className="h-72 rounded-xl" />
        <Skeleton className="h-64 rounded-xl" />
      </div>
    </div>
  );
}
