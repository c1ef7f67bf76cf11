"use client";

import { useTranslations } from "next-intl";
import { useCallback, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { ChartTooltip } from "./chart-tooltip";
import type { PlotContent } from "./plot-options";
import { Plot, type PlotFrame } from "./plot";
import { useChartCursor } from "./use-chart-cursor";

type ChartSurfaceProps = {
  title: string;
  content: PlotContent;
  width: number;
  height: number;
  onSelect: ((from: number, to: number) => void) | undefined;
};

/** The plot with its cursor: a slider over the buckets, which says where it stands and what was there. */
export function ChartSurface({ title, content, width, height, onSelect }: ChartSurfaceProps) {
  const t = useTranslations("charts");
  const hintId = useId();
  const { buckets, granularity, series, words, format, runningAt, cut } = content;
  const [frame, setFrame] = useState<PlotFrame | null>(null);
  const keepFrame = useCallback((next: PlotFrame) => {
    setFrame((old) => (old && isSame(old, next) ? old : next));
  }, []);
  const { cursor, stretch, select, clear, handlers } = useChartCursor({
    buckets,
    granularity,
    frame,
    onSelect,
  });

  const last = buckets.length - 1;
  const place = cursor.index ?? last;
  const name = (at: number) => {
    const bucket = words.name(at);
    if (at === runningAt) return t("bucketSoFar", { bucket });
    return cut.includes(at) ? t("bucketInPart", { bucket }) : bucket;
  };
  const describe = (index: number): string => {
    const values = series.map(({ label, values: all }) => {
      const value = all[index] ?? null;
      return t("value", { label, value: value === null ? t("none") : format(value) });
    });
    return [name(buckets[index] ?? 0), ...values].join("; ");
  };
  const marked = stretch
    ? t("stretch", {
        from: name(stretch.from),
        to: name(buckets[Math.max(place, cursor.anchor ?? 0)] ?? 0),
      })
    : null;
  const toLeft = (at: number) =>
    frame ? ((at - frame.from) / Math.max(1, frame.to - frame.from)) * frame.width : 0;
  const left = toLeft(buckets[place] ?? 0);
  const anchorLeft = cursor.anchor === null ? left : toLeft(buckets[cursor.anchor] ?? 0);

  return (
    <>
      <Plot content={content} width={width} height={height} onFrame={keepFrame} />
      <p id={hintId} className="sr-only">
        {onSelect ? t("hintSelect") : t("hint")}
      </p>
      <div
        role="slider"
        tabIndex={0}
        aria-label={t("cursor", { title })}
        aria-describedby={hintId}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={place}
        aria-valuetext={[describe(place), ...(marked ? [marked] : [])].join(". ")}
        className="absolute touch-pan-y rounded-xs select-none"
        style={
          frame
            ? { left: frame.left, top: frame.top, width: frame.width, height: frame.height }
            : { inset: 0 }
        }
        {...handlers}
      >
        {frame && cursor.index !== null ? (
          <>
            {cursor.anchor !== null ? (
              <span
                aria-hidden
                className="absolute inset-y-0 bg-accent/15"
                style={{ left: Math.min(left, anchorLeft), width: Math.abs(left - anchorLeft) }}
              />
            ) : null}
            <span aria-hidden className="absolute inset-y-0 w-px bg-line-strong" style={{ left }} />
            {stretch ? null : (
              <ChartTooltip
                name={name(buckets[place] ?? 0)}
                content={content}
                index={place}
                left={left}
                width={frame.width}
              />
            )}
          </>
        ) : null}
      </div>
      {marked ? (
        <div className="pointer-events-none absolute inset-x-0 top-2 flex justify-center px-2">
          <div className="pointer-events-auto flex flex-wrap items-center gap-2 rounded-lg border border-line bg-raised py-1 pr-1 pl-3 text-xs shadow-raised">
            {marked}
            <Button size="sm" variant="primary" onClick={select}>
              {t("zoom")}
            </Button>
            <Button size="sm" variant="ghost" onClick={clear}>
              {t("letGo")}
            </Button>
          </div>
        </div>
      ) : null}
    </>
  );
}

function isSame(one: PlotFrame, other: PlotFrame): boolean {
  const keys = ["left", "top", "width", "height", "from", "to"] as const;
  return keys.every((key) => one[key] === other[key]);
}
