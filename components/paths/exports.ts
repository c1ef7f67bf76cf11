import { sortColumns } from "@/lib/dashboard/schema";
import type { PathsAnswer } from "@/lib/traffic/report/schema";

export const exportFormats = ["jsonl", "csv", "parquet"] as const;
export type ExportFormat = (typeof exportFormats)[number];

type ExportQuestion = {
  range: { from: number; to: number };
  path: string | null;
  format: ExportFormat;
  anonymize: boolean;
};

/** The address of a file with the events of a range: `GET /api/admin/paths/events/export`. */
export function toExportUrl({ range, path, format, anonymize }: ExportQuestion): string {
  const search = new URLSearchParams({
    from: String(range.from),
    to: String(range.to),
    format,
    anonymize: String(anonymize),
  });
  if (path !== null) search.set("path", path);
  return `/api/admin/paths/events/export?${search.toString()}`;
}

/** The table of paths with its names of columns: numbers as the API gives them, so that programs can count on. */
export function toTable(paths: PathsAnswer["paths"]): (string | number | null)[][] {
  return [[...sortColumns], ...paths.map((row) => sortColumns.map((column) => row[column]))];
}
