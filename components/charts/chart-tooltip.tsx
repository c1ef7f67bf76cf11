import { useTranslations } from "next-intl";
import { Swatch } from "./chart-legend";
import type { PlotContent } from "./plot-options";

type ChartTooltipProps = {
  name: string;
  content: PlotContent;
  index: number;
  /** Of the cursor, and the width that there is, in px. */
  left: number;
  width: number;
};

/** What the values were at the cursor. Screen readers hear the same from the slider. */
export function ChartTooltip({ name, content, index, left, width }: ChartTooltipProps) {
  const t = useTranslations("charts");
  const { series, format, bars, stacked } = content;
  const isRight = left > width / 2;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute top-1 z-10 max-w-60 rounded-lg border border-line bg-raised px-2.5 py-1.5 text-xs whitespace-nowrap shadow-raised"
      style={isRight ? { right: width - left + 10 } : { left: left + 10 }}
    >
      <p className="mb-0.5 font-medium">{name}</p>
      {series.map(({ key, label, tone, values }) => {
        const value = values[index] ?? null;
        return (
          <p key={key} className="flex items-center gap-2">
            <Swatch tone={tone} isFilled={bars || stacked} />
            <span className="text-muted">{label}</span>
            <span className="ml-auto pl-3 font-medium tabular-nums">
              {value === null ? t("none") : format(value)}
            </span>
          </p>
        );
      })}
    </div>
  );
}
