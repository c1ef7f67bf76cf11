"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { NotRefreshed } from "@/components/admin/not-refreshed";
import { useAddressText } from "@/components/admin/use-address-text";
import { usePolled } from "@/components/admin/use-polled";
import { useDebounced } from "@/components/chat/use-debounced";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadMore } from "@/components/ui/load-more";
import { Skeleton } from "@/components/ui/skeleton";
import { peopleOverviewSchema } from "@/lib/auth/people/schema";
import { PartnerRequests } from "./partner-requests";
import { PeopleFilters } from "./people-filters";
import { PeopleTable, PeopleTableLoading } from "./people-table";
import { PersonSheet } from "./person-sheet";
import { useOpenedPerson } from "./use-opened-person";
import { usePeopleList } from "./use-people-list";
import { readGroup, readSort } from "@/lib/client/people-view";

const settleMs = 300;

/** Requests of partners, everybody, and one person in depth; what is asked for stands in the address. */
export function PeopleDashboard() {
  const t = useTranslations("people");
  const [q, setQ] = useAddressText("q");
  const [groupText, setGroup] = useAddressText("show");
  const [sortText, setSort] = useAddressText("sort");
  const { opened, open } = useOpenedPerson();
  const asked = useDebounced(q.trim(), settleMs);
  const [group, sort] = [readGroup(groupText), readSort(sortText)];
  const list = usePeopleList({ q: asked, group, sort });
  const overview = usePolled("/api/admin/people/overview", peopleOverviewSchema);
  const { people } = list;
  const isBehind = list.isLoading || asked !== q.trim();
  const reload = () => {
    list.reload();
    overview.reload();
  };

  return (
    <div className="max-w-6xl space-y-6">
      <NotRefreshed
        error={list.error ?? overview.error}
        receivedAt={list.error ? list.receivedAt : overview.receivedAt}
        onRetry={reload}
      />
      {overview.data ? (
        <PartnerRequests overview={overview.data} onOpen={open} onChanged={reload} />
      ) : overview.error ? null : (
        <Skeleton className="h-14 w-full max-w-md" />
      )}
      <section aria-labelledby="everybody" className="space-y-4">
        <h2 id="everybody" className="text-base font-semibold">
          {t("everybody")}
        </h2>
        <PeopleFilters
          view={{ q, group, sort }}
          counts={overview.data?.counts ?? null}
          onQ={setQ}
          onGroup={(next) => setGroup(next === "everybody" ? "" : next)}
          onSort={(next) => setSort(next === "newest" ? "" : next)}
        />
        <p role="status" className="sr-only">
          {people === null || isBehind ? t("loading") : t("shown", { count: people.length })}
        </p>
        {people === null ? (
          list.error ? null : (
            <PeopleTableLoading />
          )
        ) : people.length > 0 ? (
          <PeopleTable people={people} isBehind={isBehind} onOpen={open} />
        ) : (
          <div className="rounded-xl border border-line bg-surface">
            <EmptyState icon={<Search />} title={t("noneTitle")} text={t("noneText")}>
              <Button
                onClick={() => {
                  setQ("");
                  setGroup("");
                }}
              >
                {t("clear")}
              </Button>
            </EmptyState>
          </div>
        )}
        <LoadMore list={list}>{t("more")}</LoadMore>
      </section>
      {opened ? (
        <PersonSheet key={opened} userId={opened} onClose={() => open(null)} onChanged={reload} />
      ) : null}
    </div>
  );
}
