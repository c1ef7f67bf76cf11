"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFileSize } from "@/components/chat/use-file-size";
import { useFigures } from "@/components/paths/use-figures";
import { Skeleton } from "@/components/ui/skeleton";
import type { ShareMonitor } from "@/lib/share/schema";

const grid = "grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line";
const columns = "md:grid-cols-3 2xl:grid-cols-6";
const tile = "min-w-0 bg-surface px-4 py-3";

/** How many shares there are, what they take, and how reading them goes. */
export function ShareFigures({ monitor }: { monitor: ShareMonitor | null }) {
  const t = useTranslations("adminShares.figures");
  const format = useFormatter();
  const figures = useFigures();
  const toSize = useFileSize();
  if (!monitor) return <Loading label={t("loading")} />;
  const { totals, access, store, list } = monitor;
  const speed = (ms: number | null) => (ms === null ? "–" : figures.duration(ms));
  return (
    <section aria-label={t("label")} className="space-y-2">
      <dl className={`${grid} ${columns}`}>
        <Figure
          label={t("live")}
          note={t("ended", { expired: totals.expired, removed: totals.removed })}
        >
          {figures.count(totals.live)}
        </Figure>
        <Figure
          label={t("stored")}
          note={t("objects", { shares: totals.r2Stored, pictures: totals.r2Objects })}
        >
          {totals.r2Bytes === 0 ? figures.count(0) : toSize(totals.r2Bytes)}
        </Figure>
        <Figure label={t("expiring")} note={t("expiringNote")}>
          {figures.count(totals.expiringSoon)}
        </Figure>
        <Figure label={t("views")} note={t("viewsNote")}>
          {figures.count(totals.views)}
        </Figure>
        <Figure
          label={t("access")}
          note={access ? t("reads", { count: access.reads }) : t("unavailable")}
        >
          {access ? `${speed(access.p50Ms)} / ${speed(access.p95Ms)}` : "–"}
        </Figure>
        <Figure
          label={t("errors")}
          note={
            access
              ? t("failures", { failures: access.failures, fallbacks: access.fallbacks })
              : t("unavailable")
          }
        >
          {access && access.errorRate !== null ? figures.rate(access.errorRate) : "–"}
        </Figure>
      </dl>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-faint">
        <span>{t(`stores.${store}`)}</span>
        {totals.purgesOwed > 0 ? <span>{t("owed", { count: totals.purgesOwed })}</span> : null}
        {list ? (
          <span>
            {t("list", {
              count: list.ids,
              time: format.dateTime(list.builtAt, { timeStyle: "medium", dateStyle: "medium" }),
            })}
          </span>
        ) : null}
      </p>
    </section>
  );
}

function Figure({ label, note, children }: { label: string; note: string; children: ReactNode }) {
  return (
    <div className={`${tile} flex flex-col`}>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="mt-1 text-xl font-semibold tabular-nums">{children}</dd>
      <dd className="mt-0.5 text-xs text-pretty text-muted">{note}</dd>
    </div>
  );
}

function Loading({ label }: { label: string }) {
  return (
    <div>
      <p role="status" className="sr-only">
        {label}
      </p>
      <div aria-hidden className={`${grid} ${columns}`}>
        {Array.from({ length: 6 }, (_, index) => (
          <div key={index} className={`${tile} space-y-2`}>
            <Skeleton className="h-4 w-20" />
            <Skeleton className="h-6 w-16" />
            <Skeleton className="h-3 w-28" />
          </div>
        ))}
      </div>
      <div aria-hidden className="mt-2 h-4" />
    </div>
  );
}
