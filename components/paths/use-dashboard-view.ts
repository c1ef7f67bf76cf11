"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { lockView, readView, toSearch } from "@/lib/dashboard/domain";
import type { DashboardView } from "@/lib/dashboard/schema";

type ChangeView = (
  change: Partial<DashboardView>,
  /** `replace` where each step is not worth a step back, such as the letters of a search. */
  history?: "push" | "replace",
) => void;

/**
 * What is shown, and how to show something else. The address is the state: there is no copy of it, so that back, forward
 * and a copied link do what they say. With `locked`, everything but order and the open path comes from there.
 */
export function useDashboardView(locked: DashboardView | null): [DashboardView, ChangeView] {
  const pathname = usePathname();
  const search = useSearchParams();
  const view = useMemo(() => {
    const read = readView(new URLSearchParams(search));
    return locked ? lockView(read, locked) : read;
  }, [search, locked]);
  const change = useCallback<ChangeView>(
    (changes, history = "push") => {
      // From the address itself: several changes may come before the next render.
      const current = readView(new URLSearchParams(location.search));
      const next = toSearch({ ...current, ...changes });
      if (next === toSearch(current)) return;
      // Next takes part in these: https://nextjs.org/docs/app/getting-started/linking-and-navigating#native-history-api
      const address = next ? `${pathname}?${next}` : pathname;
      if (history === "push") window.history.pushState(null, "", address);
      else window.history.replaceState(null, "", address);
    },
    [pathname],
  );
  return [view, change];
}
