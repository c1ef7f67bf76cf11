"use client";

import { Images, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadMore } from "@/components/ui/load-more";
import { Skeleton } from "@/components/ui/skeleton";
import { TextField } from "@/components/ui/text-field";
import type { AdminShare } from "@/lib/share/admin/schema";
import { ShareRow } from "./share-row";
import type { SharesAdmin } from "./use-shares-admin";

type ShareListProps = {
  q: string;
  onSearch: (q: string) => void;
  list: SharesAdmin["list"];
  /** Whether what is shown answers another question than `q`. */
  isBehind: boolean;
  onRemove: (share: AdminShare) => void;
};

/** Everybody's shares, newest first. */
export function ShareList({ q, onSearch, list, isBehind, onRemove }: ShareListProps) {
  const t = useTranslations("adminShares.list");
  const { shares } = list;
  return (
    <section aria-labelledby="all-shares" className="space-y-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h2 id="all-shares" tabIndex={-1} className="font-semibold outline-none">
          {t("title")}
        </h2>
        <search className="w-full sm:w-80">
          <TextField
            label={t("search")}
            type="search"
            autoComplete="off"
            maxLength={200}
            placeholder={t("searchHint")}
            value={q}
            onChange={onSearch}
          />
        </search>
      </div>
      <p role="status" className="sr-only">
        {shares === null || isBehind ? t("loading") : t("shown", { count: shares.length })}
      </p>
      {shares === null ? (
        list.error ? null : (
          <Loading />
        )
      ) : shares.length === 0 && !list.hasMore ? (
        <div className="rounded-xl border border-line bg-surface">
          {q === "" ? (
            <EmptyState icon={<Images />} title={t("emptyTitle")} text={t("emptyText")}>
              <Button asChild>
                <a href="/shares/new">{t("create")}</a>
              </Button>
            </EmptyState>
          ) : (
            <EmptyState icon={<Search />} title={t("noneTitle", { q })} text={t("noneText")}>
              <Button onClick={() => onSearch("")}>{t("clear")}</Button>
            </EmptyState>
          )}
        </div>
      ) : shares.length === 0 ? (
        <p className="rounded-xl border border-line bg-surface px-4 py-5 text-sm text-muted">
          {t("noneYet")}
        </p>
      ) : (
        <ul
          aria-label={t("title")}
          aria-busy={isBehind || undefined}
          className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface aria-busy:opacity-60"
        >
          {shares.map((share) => (
            <ShareRow key={share.id} share={share} onRemove={() => onRemove(share)} />
          ))}
        </ul>
      )}
      <LoadMore list={list}>{q === "" ? t("more") : t("searchOn")}</LoadMore>
    </section>
  );
}

function Loading() {
  return (
    <div
      aria-hidden
      className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface"
    >
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className="flex items-center gap-4 p-3">
          <Skeleton className="h-12 w-16 shrink-0" />
          <div className="min-w-0 flex-1 space-y-2">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-3 w-3/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
