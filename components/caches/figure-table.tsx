"use client";

import type { ReactNode } from "react";

export type Column<T> = {
  key: string;
  label: string;
  /** Words instead of figures. */
  isText?: boolean;
  cell: (row: T) => ReactNode;
};

type FigureTableProps<T> = {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  toKey: (row: T) => string;
};

/** A table of figures; where the screen is too narrow it scrolls inside its own region. The first column names the row. */
export function FigureTable<T>({ caption, columns, rows, toKey }: FigureTableProps<T>) {
  return (
    <div
      role="region"
      aria-label={caption}
      // Scrolled with the keyboard too.
      tabIndex={0}
      className="overflow-x-auto rounded-xl border border-line bg-surface"
    >
      <table className="w-full text-left text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead className="border-b border-line text-muted">
          <tr>
            {columns.map(({ key, label, isText }) => (
              <th key={key} scope="col" className={`${cell} font-medium ${align(isText)}`}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={toKey(row)}>
              {columns.map(({ key, isText, cell: toCell }, index) =>
                index === 0 ? (
                  <th key={key} scope="row" className={`${cell} font-medium`}>
                    {toCell(row)}
                  </th>
                ) : (
                  <td key={key} className={`${cell} ${align(isText)}`}>
                    {toCell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const cell = "px-3 py-2 whitespace-nowrap";

function align(isText = false): string {
  return isText ? "" : "text-right tabular-nums";
}
