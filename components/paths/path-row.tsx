"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Fragment, memo, type MouseEvent, type ReactNode } from "react";
import type { PathRow as Row } from "@/lib/client/sort-paths";
import { columnLook, rowGrid } from "./path-columns";
import { Sparkline } from "./sparkline";
import { useFigures } from "./use-figures";

type PathRowProps = {
  row: Row;
  /** The address of this path in depth; null where it cannot be looked at. */
  href: string | null;
  /** The row that Tab leads to. */
  isCurrent: boolean;
  /** Of all rows: what the bars of error rates are measured by. */
  highestRate: number;
  onOpen: (path: string) => void;
  onVisit: (path: string) => void;
};

/** One path's figures. */
export const PathRow = memo(function PathRow(props: PathRowProps) {
  const { row, href, isCurrent, highestRate, onOpen, onVisit } = props;
  const t = useTranslations("charts.table");
  const figures = useFigures();
  const { path, requests, errors, errorRate, visitors, trend } = row;
  const toTime = (ms: number | null) => (ms === null ? "–" : figures.duration(ms));
  // A long name is broken where a part of it begins.
  const name = path.split(/(?=\/)/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 ? <wbr /> : null}
      {part}
    </Fragment>
  ));
  const openHere = (event: MouseEvent<HTMLAnchorElement>) => {
    const isElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
    if (isElsewhere) return;
    event.preventDefault();
    onOpen(path);
  };
  return (
    <div
      role="row"
      className={clsx(
        rowGrid,
        "relative border-line px-3 py-2.5 [contain-intrinsic-size:auto_7rem] [content-visibility:auto] not-last:border-b hover:bg-subtle/60 md:py-1.5 md:[contain-intrinsic-size:auto_1.625rem]",
      )}
    >
      <span role="rowheader" className={clsx("min-w-0 wrap-anywhere", columnLook.path)}>
        {href === null ? (
          name
        ) : (
          <a
            href={href}
            tabIndex={isCurrent ? 0 : -1}
            onClick={openHere}
            onFocus={() => onVisit(path)}
            className="rounded-xs font-medium hover:underline"
          >
            {name}
          </a>
        )}
      </span>
      <Cell column="requests">{figures.count(requests)}</Cell>
      <span role="cell" className={columnLook.trend}>
        <Sparkline
          values={trend}
          label={t("trend", {
            first: trend[0] ?? 0,
            last: trend.at(-1) ?? 0,
            highest: Math.max(0, ...trend),
          })}
        />
      </span>
      <Cell column="errors">{figures.count(errors)}</Cell>
      <Cell column="errorRate">
        {figures.rate(errorRate)}
        <span aria-hidden className="mt-0.5 block h-0.5 overflow-hidden rounded-full bg-subtle">
          <span
            className="ml-auto block h-full bg-danger"
            style={{ width: `${highestRate === 0 ? 0 : (errorRate / highestRate) * 100}%` }}
          />
        </span>
      </Cell>
      <Cell column="avgMs">{toTime(row.avgMs)}</Cell>
      <Cell column="p50">{toTime(row.p50)}</Cell>
      <Cell column="p95">{toTime(row.p95)}</Cell>
      <Cell column="p99">{toTime(row.p99)}</Cell>
      <Cell column="visitors">{visitors === null ? "–" : figures.count(visitors)}</Cell>
    </div>
  );
});

type CellProps = {
  column: "requests" | "errors" | "errorRate" | "avgMs" | "p50" | "p95" | "p99" | "visitors";
  children: ReactNode;
};

/** A figure; on phones, where there are no heads of columns, with its name above. */
function Cell({ column, children }: CellProps) {
  const t = useTranslations("charts.table");
  return (
    <span
      role="cell"
      data-label={t(`columns.${column}`)}
      className={clsx(
        "block tabular-nums max-md:before:block max-md:before:text-xs max-md:before:text-muted max-md:before:content-[attr(data-label)] md:text-right",
        columnLook[column],
      )}
    >
      {children}
    </span>
  );
}
