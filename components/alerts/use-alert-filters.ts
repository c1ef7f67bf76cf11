"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";
import { readAlertFilters, toAlertSearch } from "@/lib/alerts/domain";
import type { AlertFilters } from "@/lib/alerts/schema";

/** What the address asks for, and how to ask for something else without leaving the page. */
export function useAlertFilters(): [AlertFilters, (change: Partial<AlertFilters>) => void] {
  const search = useSearchParams();
  const filters = readAlertFilters(new URLSearchParams(search.toString()));
  const change = useCallback((changed: Partial<AlertFilters>) => {
    const { pathname, search: current } = window.location;
    const next = toAlertSearch({ ...readAlertFilters(new URLSearchParams(current)), ...changed });
    window.history.replaceState(null, "", next ? `${pathname}?${next}` : pathname);
  }, []);
  return [filters, change];
}
