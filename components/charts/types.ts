/** What a chart of a series over time shows. */

/** A role in the palette of charts: each has a colour for light and dark, and a dash pattern, so that colour is never the only sign. */
export type ChartTone = "primary" | "secondary" | "tertiary" | "danger" | "warn" | "muted";

export type ChartGranularity = "minute" | "hour" | "day";

export type ChartSeries = {
  key: string;
  label: string;
  tone: ChartTone;
  /** One for each bucket; null where there is none: the line has a gap. */
  values: (number | null)[];
};

/** A moment that the chart points out. */
export type ChartMark = { at: number; label: string };

export type TimeChartProps = {
  title: string;
  /** Starts of the buckets, milliseconds since the epoch, growing. */
  buckets: number[];
  /** Days are UTC days and named as such; hours and minutes are shown by the viewer's clock. */
  granularity: ChartGranularity;
  series: ChartSeries[];
  /** A value as text, in the axis, the tooltip and the table. */
  format: (value: number) => string;
  /** Below the title: error bounds, what is missing. */
  note?: string;
  /** Areas stacked upon each other instead of lines. */
  stacked?: boolean;
  /** What is asked for, `from` ≤ t < `to` (ms): a bucket that reaches beyond it holds less than others. */
  range?: { from: number; to: number } | undefined;
  /** Bars for whole buckets; lines otherwise. */
  bars?: boolean;
  mark?: ChartMark | null;
  /** A stretch that was chosen with mouse, touch or keyboard: `from` ≤ t < `to`. */
  onSelect?: (from: number, to: number) => void;
};
