"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";

type ListStatesProps<D, T> = {
  /** As SWR has it. */
  list: { data: D | undefined; error: unknown; mutate: () => Promise<unknown> };
  itemsOf: (data: D) => T[];
  icon: ReactNode;
  empty: string;
  children: (items: T[]) => ReactNode;
};

/** A list that is on its way, did not come, is empty (and says what it is for), or is here. */
export function ListStates<D, T>(props: ListStatesProps<D, T>) {
  const { list, itemsOf, icon, empty, children } = props;
  const t = useTranslations("programs");
  if (list.data === undefined) {
    if (list.error === undefined) return <Skeleton className="h-16 w-full" />;
    return (
      <Notice tone="danger">
        <p>{t("failed")}</p>
        <Button size="sm" className="mt-2" onClick={() => void list.mutate()}>
          {t("retry")}
        </Button>
      </Notice>
    );
  }
  const items = itemsOf(list.data);
  if (items.length > 0) return children(items);
  return (
    <p className="flex items-center gap-3 rounded-xl border border-dashed border-line px-4 py-4 text-sm text-muted">
      {icon}
      {empty}
    </p>
  );
}
