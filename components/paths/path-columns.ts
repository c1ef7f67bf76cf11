import type { sortColumns } from "@/lib/dashboard/schema";

export type PathColumn = (typeof sortColumns)[number];

/** The places of a row's cells: a card on phones, columns from tablets on. Rows are grids of their own, so widths are fixed. */
export const rowGrid =
  "grid grid-cols-4 gap-x-3 gap-y-1 md:grid-cols-[minmax(0,1fr)_4.25rem_5rem_4rem_4rem_4rem_4rem_4rem] md:items-center lg:grid-cols-[minmax(0,1fr)_4.25rem_5rem_5.5rem_4.25rem_4.25rem_4.25rem_4.25rem_4.25rem] 2xl:grid-cols-[minmax(0,1fr)_6rem_8rem_6rem_7rem_6rem_6rem_6rem_6rem_6rem]";

/** Figures beside the name, in the order of the columns; `trend` is drawn, and nothing to sort by. */
export const figureColumns = [
  "requests",
  "trend",
  "errors",
  "errorRate",
  "avgMs",
  "p50",
  "p95",
  "p99",
  "visitors",
] as const;

/** Where there is too little room for a column it is left out. */
export const columnLook: Record<PathColumn | "trend", string> = {
  path: "max-md:-order-2 col-span-4 md:col-span-1",
  requests: "",
  trend: "max-md:-order-1 max-md:col-span-4 md:max-lg:hidden",
  errors: "max-2xl:hidden",
  errorRate: "",
  avgMs: "",
  p50: "max-md:order-1",
  p95: "",
  p99: "max-md:order-1",
  visitors: "max-md:order-1",
};
