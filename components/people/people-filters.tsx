"use client";

import { useFormatter, useTranslations } from "next-intl";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { countsAtMost, peopleOrders, type PeopleCounts } from "@/lib/auth/people/schema";
import { groupNames, readSort, type PeopleView } from "@/lib/client/people-view";

type PeopleFiltersProps = {
  view: PeopleView;
  counts: PeopleCounts | null;
  onQ: (q: string) => void;
  onGroup: (group: PeopleView["group"]) => void;
  onSort: (sort: PeopleView["sort"]) => void;
};

/** Who is listed, and in which order; every group with how many there are. */
export function PeopleFilters({ view, counts, onQ, onGroup, onSort }: PeopleFiltersProps) {
  const t = useTranslations("people");
  const format = useFormatter();
  const toCount = (count: number) =>
    count > countsAtMost ? t("orMore", { count: countsAtMost }) : format.number(count);
  return (
    <search className="space-y-3">
      <div className="grid grid-cols-[minmax(0,1fr)_9.5rem] gap-3 sm:grid-cols-[minmax(0,22rem)_12rem]">
        <TextField
          label={t("search")}
          type="search"
          autoComplete="off"
          maxLength={100}
          value={view.q}
          onChange={onQ}
        />
        <SelectField
          label={t("sort")}
          value={view.sort}
          onChange={(value) => onSort(readSort(value))}
        >
          {peopleOrders.map((order) => (
            <option key={order} value={order}>
              {t(`sorts.${order}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <div role="group" aria-label={t("groupsLabel")} className="flex flex-wrap gap-1.5">
        {groupNames.map((group) => (
          <button
            key={group}
            type="button"
            aria-pressed={group === view.group}
            onClick={() => onGroup(group)}
            className="flex min-h-10 items-center gap-1.5 rounded-lg border border-line bg-surface px-3 text-sm font-medium text-muted hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-strong md:min-h-8"
          >
            {t(`groups.${group}`)}
            <span className="min-w-3 text-right font-normal tabular-nums">
              {counts ? toCount(counts[group]) : ""}
            </span>
          </button>
        ))}
      </div>
    </search>
  );
}
