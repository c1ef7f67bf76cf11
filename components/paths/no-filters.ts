import type { DashboardView } from "@/lib/dashboard/schema";

/** What a view says where all requests to all paths count. */
export const noFilters = {
  method: null,
  status: null,
  country: null,
  bot: null,
  q: "",
} as const satisfies Partial<DashboardView>;

export function isFiltered({ method, status, country, bot, q }: DashboardView): boolean {
  return q !== "" || [method, status, country, bot].some((value) => value !== null);
}
