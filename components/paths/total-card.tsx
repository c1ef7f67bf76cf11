import { clsx } from "clsx";
import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import { smallestWritten, useFigures } from "./use-figures";

type Change = {
  /** Null where the period before has nothing to compare with. */
  percent: number | null;
  before: string | null;
  isNew: boolean;
  isSame: boolean;
};

type TotalCardProps = {
  label: string;
  /** Null: nobody knows. */
  value: string | null;
  /** How far an estimate may be off: `1%`. */
  bound: string | null;
  /** The bound is the usual error, not the largest. */
  boundIsTypical: boolean;
  worse: "up" | null;
  /** Null where nothing is compared. */
  change: Change | null;
};

/** One figure: what it is, how much, how sure, and how it was before. */
export function TotalCard({ label, value, bound, boundIsTypical, worse, change }: TotalCardProps) {
  const t = useTranslations("paths.totals");
  return (
    <div className="min-w-0 rounded-xl border border-line bg-surface px-3 py-2.5 sm:px-4 sm:py-3">
      <dt className="truncate text-sm text-muted">{label}</dt>
      <dd>
        <span className="flex flex-wrap items-baseline gap-x-1.5">
          <span className="text-xl font-semibold tracking-tight tabular-nums sm:text-2xl">
            {value ?? <span aria-hidden>–</span>}
            {value === null ? <span className="sr-only">{t("unknown")}</span> : null}
          </span>
          {bound ? (
            <span className="text-xs text-muted">
              <span aria-hidden>± {bound}</span>
              <span className="sr-only">
                {t(boundIsTypical ? "boundTypical" : "boundMost", { bound })}
              </span>
            </span>
          ) : null}
        </span>
        {change ? <ChangeLine change={change} worse={worse} /> : null}
      </dd>
    </div>
  );
}

function ChangeLine({ change, worse }: { change: Change; worse: "up" | null }) {
  const t = useTranslations("paths.totals");
  const format = useFigures();
  const { percent, before } = change;
  if (percent === null) {
    return (
      <span className="mt-0.5 block text-xs text-muted">
        {change.isNew ? t("isNew") : change.isSame && before !== null ? t("same") : t("noBefore")}
      </span>
    );
  }
  // What is written as 0 % points nowhere.
  const way = Math.abs(percent) < smallestWritten ? "same" : percent > 0 ? "up" : "down";
  const Icon = { up: ArrowUp, down: ArrowDown, same: Minus }[way];
  return (
    <span className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-xs">
      <span
        className={clsx(
          "inline-flex items-center gap-0.5 font-medium tabular-nums",
          worse === null || way === "same" ? "text-ink" : way === worse ? "text-danger" : "text-ok",
        )}
      >
        <Icon aria-hidden size={12} />
        {percent === 0 ? t("same") : format.change(percent)}
        {worse && way !== "same" ? (
          <span className="sr-only">{t(way === worse ? "worse" : "better")}</span>
        ) : null}
      </span>
      {before === null || percent === 0 ? null : (
        <span className="text-muted">
          <span aria-hidden>{t("from", { before })}</span>
          <span className="sr-only">{t("fromLong", { before })}</span>
        </span>
      )}
    </span>
  );
}
