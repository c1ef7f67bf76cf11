"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { toneLooks } from "./tones";
import type { ChartSeries, ChartTone } from "./types";

type ChartLegendProps = {
  series: ChartSeries[];
  hidden: ReadonlySet<string>;
  /** Areas are hatched, lines dashed. */
  isFilled: boolean;
  onToggle: (key: string) => void;
};

/** Which line is which; a press leaves one out, or brings it back. */
export function ChartLegend({ series, hidden, isFilled, onToggle }: ChartLegendProps) {
  const t = useTranslations("charts");
  return (
    <ul aria-label={t("legend")} className="flex flex-wrap gap-x-1">
      {series.map(({ key, label, tone }) => (
        <li key={key}>
          <button
            type="button"
            aria-pressed={!hidden.has(key)}
            onClick={() => onToggle(key)}
            className={clsx(
              "inline-flex h-9 items-center gap-1.5 rounded-md px-1.5 text-xs text-muted hover:bg-subtle hover:text-ink md:h-7",
              hidden.has(key) && "line-through decoration-2",
            )}
          >
            <Swatch tone={tone} isFilled={isFilled} />
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** A piece of the line or area of a tone. */
export function Swatch({ tone, isFilled }: { tone: ChartTone; isFilled: boolean }) {
  const { token, dash, hatch } = toneLooks[tone];
  const colour = `var(${token})`;
  if (!isFilled) {
    return (
      <svg aria-hidden width="22" height="8" className="shrink-0">
        <path d="M0 4h22" stroke={colour} strokeWidth="2" strokeDasharray={dash.join(" ")} />
      </svg>
    );
  }
  return (
    <svg aria-hidden width="12" height="12" viewBox="0 0 8 8" className="shrink-0 rounded-xs">
      <path d="M0 0h8v8H0z" fill={colour} fillOpacity={hatch ? 0.3 : 1} />
      {hatch ? <path d={hatch} stroke={colour} strokeWidth="1.5" fill="none" /> : null}
    </svg>
  );
}
