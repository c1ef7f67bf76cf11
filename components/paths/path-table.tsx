"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { sortPaths } from "@/lib/client/sort-paths";
import { showsPath, toSearch } from "@/lib/dashboard/domain";
import { sortColumns, type DashboardView } from "@/lib/dashboard/schema";
import type { PathsAnswer } from "@/lib/traffic/report/schema";
import { figureColumns, rowGrid, type PathColumn } from "./path-columns";
import { PathHeading } from "./path-heading";
import { PathRow } from "./path-row";
import { useFigures } from "./use-figures";

type PathTableProps = {
  report: PathsAnswer;
  view: DashboardView;
  /** Behind a public link: paths that the view leaves out cannot be opened. */
  locked?: boolean;
  /** The path that was looked at before: its row has the focus when nothing else has. */
  cameFrom?: string | null;
  onView: (change: Partial<DashboardView>) => void;
};

/**
 * The report path by path: a table, on phones a card for each path. Tab leads to one row, arrow keys to the others. Rows that
 * are out of sight are in the document, for the browser's own search, but neither laid out nor painted.
 */
export function PathTable({
  report,
  view,
  locked = false,
  cameFrom = null,
  onView,
}: PathTableProps) {
  const t = useTranslations("charts.table");
  const figures = useFigures();
  const pathname = usePathname();
  const { sort, descending } = view;
  const rows = useMemo(
    () => sortPaths(report.paths, { sort, descending }),
    [report.paths, sort, descending],
  );
  const [visited, setVisited] = useState(cameFrom);
  const body = useRef<HTMLDivElement>(null);
  const start = useRef(cameFrom);
  useEffect(() => {
    if (start.current === null || document.activeElement !== document.body) return;
    body.current?.querySelector<HTMLElement>('a[tabindex="0"]')?.focus();
  }, []);
  const current = rows.some(({ path }) => path === visited) ? visited : (rows[0]?.path ?? null);
  const highestRate = Math.max(0, ...rows.map(({ errorRate }) => errorRate));

  const open = useCallback((path: string) => onView({ path }), [onView]);
  const sortBy = (column: PathColumn) =>
    onView(
      column === sort
        ? { descending: !descending }
        : { sort: column, descending: column !== "path" },
    );

  return (
    <section aria-labelledby="paths-title">
      <div className="flex flex-wrap items-end justify-between gap-2 pb-2">
        <h2 id="paths-title" className="text-base font-semibold">
          {t("title")}{" "}
          <span className="text-sm font-normal text-muted">
            {report.pathsTotal > rows.length
              ? t("busiest", { shown: figures.count(rows.length), total: report.pathsTotal })
              : t("all", { total: report.pathsTotal })}
          </span>
        </h2>
        <div className="flex items-center gap-1 md:hidden">
          <Select
            aria-label={t("sortBy")}
            value={sort}
            onChange={(event) => {
              const column = sortColumns.find((one) => one === event.target.value);
              if (column) sortBy(column);
            }}
          >
            {sortColumns.map((column) => (
              <option key={column} value={column}>
                {t(`columns.${column}`)}
              </option>
            ))}
          </Select>
          <IconButton
            label={descending ? t("descending") : t("ascending")}
            onClick={() => onView({ descending: !descending })}
          >
            {descending ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />}
          </IconButton>
        </div>
      </div>
      <div
        role="table"
        aria-labelledby="paths-title"
        aria-rowcount={rows.length + 1}
        className="rounded-xl border border-line bg-surface text-sm"
      >
        <div
          role="rowgroup"
          className="sticky top-13 z-10 lg:top-0 rounded-t-xl border-b border-line bg-surface max-md:hidden"
        >
          <div role="row" className={`${rowGrid} px-3`}>
            {(["path", ...figureColumns] as const).map((column) => (
              <PathHeading key={column} {...{ column, sort, descending }} onSort={sortBy} />
            ))}
          </div>
        </div>
        <div ref={body} role="rowgroup" onKeyDown={moveBetweenRows}>
          {rows.map((row) => (
            <PathRow
              key={row.path}
              row={row}
              href={
                locked && !showsPath(view, row.path)
                  ? null
                  : `${pathname}?${toSearch({ ...view, path: row.path })}`
              }
              isCurrent={row.path === current}
              highestRate={highestRate}
              onOpen={open}
              onVisit={setVisited}
            />
          ))}
        </div>
        {rows.length === 0 ? (
          <p className="px-3 py-8 text-center text-muted">{t("empty")}</p>
        ) : null}
      </div>
    </section>
  );
}

/** Up and down by a row, by a page of ten, to both ends. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const links = [...event.currentTarget.querySelectorAll("a")];
  const at = links.findIndex((link) => link === document.activeElement);
  const place = new Map([
    ["ArrowUp", at - 1],
    ["ArrowDown", at + 1],
    ["PageUp", at - 10],
    ["PageDown", at + 10],
    ["Home", 0],
    ["End", links.length - 1],
  ]).get(event.key);
  if (at < 0 || place === undefined) return;
  event.preventDefault();
  links[Math.max(0, Math.min(links.length - 1, place))]?.focus();
}
