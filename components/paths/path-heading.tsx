import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { columnLook, type PathColumn } from "./path-columns";

type PathHeadingProps = {
  column: PathColumn | "trend";
  sort: PathColumn;
  descending: boolean;
  onSort: (column: PathColumn) => void;
};

/** The head of a column; a press sorts by it, another one turns the order. */
export function PathHeading({ column, sort, descending, onSort }: PathHeadingProps) {
  const t = useTranslations("charts.table");
  const isSorted = column === sort;
  const Arrow = descending ? ArrowDown : ArrowUp;
  const isName = column === "path";
  if (column === "trend") {
    return (
      <span role="columnheader" className={clsx("py-2 text-xs text-muted", columnLook.trend)}>
        {t("columns.trend")}
      </span>
    );
  }
  return (
    <span
      role="columnheader"
      aria-sort={isSorted ? (descending ? "descending" : "ascending") : undefined}
      className={clsx(columnLook[column], !isName && "text-right")}
    >
      <button
        type="button"
        onClick={() => onSort(column)}
        className={clsx(
          "inline-flex items-center gap-0.5 rounded-sm py-2 text-xs hover:text-ink",
          isSorted ? "font-semibold text-ink" : "text-muted",
        )}
      >
        {isName && t("columns.path")}
        {isSorted ? <Arrow aria-hidden size={13} className="shrink-0" /> : null}
        {!isName && t(`columns.${column}`)}
      </button>
    </span>
  );
}
