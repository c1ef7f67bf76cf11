"use client";

import { MessagesSquare, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { NotRefreshed } from "@/components/admin/not-refreshed";
import { useAddressText } from "@/components/admin/use-address-text";
import { useDebounced } from "@/components/chat/use-debounced";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadMore } from "@/components/ui/load-more";
import { RoomCounts } from "./room-counts";
import { RoomFilters } from "./room-filters";
import { RoomTable, RoomTableLoading } from "./room-table";
import { readKind, readOrder } from "./read-question";
import { useRoomsAdmin } from "./use-rooms-admin";

const settleMs = 300;

/** All rooms with their counters; what is asked for stands in the address. */
export function RoomsDashboard() {
  const t = useTranslations("rooms");
  const [q, setQ] = useAddressText("q");
  const [typeText, setType] = useAddressText("type");
  const [sortText, setSort] = useAddressText("sort");
  const asked = useDebounced(q.trim(), settleMs);
  const [type, sort] = [readKind(typeText), readOrder(sortText)];
  const list = useRoomsAdmin({ q: asked, type, sort });
  const { rooms } = list;
  const isBehind = list.isLoading || asked !== q.trim();
  const isFiltered = q.trim() !== "" || type !== null;
  return (
    <div className="max-w-6xl space-y-5">
      <NotRefreshed error={list.error} receivedAt={list.receivedAt} onRetry={list.reload} />
      {list.counts || !list.error ? <RoomCounts counts={list.counts} /> : null}
      <RoomFilters
        q={q}
        type={type}
        sort={sort}
        onQ={setQ}
        onType={(kind) => setType(kind ?? "")}
        onSort={(order) => setSort(order === "activity" ? "" : order)}
      />
      <p role="status" className="sr-only">
        {rooms === null || isBehind ? t("loading") : t("shown", { count: rooms.length })}
      </p>
      {rooms === null ? (
        list.error ? null : (
          <RoomTableLoading />
        )
      ) : rooms.length > 0 ? (
        <RoomTable rooms={rooms} sort={sort} isBehind={isBehind} />
      ) : (
        <div className="rounded-xl border border-line bg-surface">
          {isFiltered ? (
            <EmptyState icon={<Search />} title={t("noneTitle")} text={t("noneText")}>
              <Button
                onClick={() => {
                  setQ("");
                  setType("");
                }}
              >
                {t("clear")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState icon={<MessagesSquare />} title={t("emptyTitle")} text={t("emptyText")}>
              <Button asChild>
                <Link href="/chat">{t("toChat")}</Link>
              </Button>
            </EmptyState>
          )}
        </div>
      )}
      <LoadMore list={list}>{t("more")}</LoadMore>
      <p className="max-w-prose text-sm text-muted">{t("privacy")}</p>
    </div>
  );
}
