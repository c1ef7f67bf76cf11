import uPlot from "uplot";
import { bucketMs, listIsolated, stack } from "@/lib/client/chart-values";
import { toTicks } from "@/lib/client/chart-ticks";
import type { Palette } from "./palette";
import { toneLooks } from "./tones";
import type { BucketWords } from "./use-bucket-words";
import type { ChartGranularity, ChartMark, ChartSeries } from "./types";

export type PlotContent = {
  buckets: number[];
  granularity: ChartGranularity;
  series: ChartSeries[];
  stacked: boolean;
  bars: boolean;
  mark: ChartMark | null;
  /** The start of the bucket that still runs; null where all have ended. */
  runningAt: number | null;
  /** The starts of those of which only a part lies in the range. */
  cut: readonly number[];
  words: BucketWords;
  format: (value: number) => string;
};

const tickRoomPx = 76;

/** What uPlot draws: it gets values, colours and labels, and handles no input. */
export function toPlotOptions(
  content: PlotContent,
  palette: Palette,
  size: { width: number; height: number },
): uPlot.Options {
  const { buckets, granularity, words, format } = content;
  const axis: uPlot.Axis = {
    font: palette.font,
    stroke: palette.text,
    ticks: { show: false },
    grid: { stroke: palette.grid, width: 1 },
  };
  const listTicks = (plot: uPlot) => {
    const room = Math.max(2, Math.floor(plot.width / tickRoomPx));
    return toTicks({ buckets, granularity, timeZone: words.timeZone, room });
  };
  return {
    ...size,
    legend: { show: false },
    cursor: { show: false },
    select: { show: false, left: 0, top: 0, width: 0, height: 0 },
    padding: [10, 24, 0, 0],
    scales: {
      x: { time: false, range: () => toReach(content) },
      // Rates and times compare by their distance from zero.
      y: { range: (_, __, max) => [0, max > 0 ? max * 1.06 : 1] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        // A second line for the day only where a label has one.
        size: (_, labels) => (labels?.some((label) => label?.includes("\n")) ? 40 : 26),
        gap: 6,
        splits: (plot) => listTicks(plot).map(({ at }) => at),
        values: (plot) => listTicks(plot).map((tick) => words.tick(tick)),
      },
      {
        ...axis,
        gap: 6,
        space: 34,
        ...(isWhole(content) ? { incrs: wholeSteps } : {}),
        values: (_, splits) => withoutRepeats(splits.map(format)),
        size: (plot, values) => measure(plot, palette.font, values ?? []) + 14,
      },
    ],
    series: [{}, ...toSeries(content, palette)],
    hooks: { drawAxes: [(plot) => drawMoments(plot, content, palette)] },
  };
}

/** The columns that belong to the options: buckets, then the series in the order in which they are painted. */
export function toPlotData({ buckets, series, stacked }: PlotContent): uPlot.AlignedData {
  const values = series.map((one) => one.values);
  return [buckets, ...(stacked ? stack(values).reverse() : values)];
}

/** First and last moment of the time axis: bars need half a bucket at both ends. */
function toReach({ buckets, granularity, bars }: PlotContent): [number, number] {
  const [first = 0, last = first] = [buckets[0], buckets.at(-1)];
  const margin = bars || first === last ? bucketMs[granularity] / 2 : 0;
  return [first - margin, last + margin];
}

function toSeries({ series, stacked, bars }: PlotContent, palette: Palette): uPlot.Series[] {
  const painted = stacked ? [...series].reverse() : series;
  return painted.map(({ tone, values }): uPlot.Series => {
    const stroke = palette.line(tone);
    const isolated = listIsolated(values);
    const isAlone = series.length === 1 || (!stacked && series[0]?.values === values);
    return {
      stroke,
      width: bars ? 1 : 1.75,
      // A line that is alone needs no pattern to be told from others.
      dash: bars || stacked || series.length === 1 ? [] : toneLooks[tone].dash,
      ...(bars || stacked
        ? { fill: palette.fill(tone) }
        : isAlone
          ? { fill: palette.wash(tone) }
          : {}),
      ...(bars ? { paths: uPlot.paths.bars?.({ size: [0.8, 64, 1] }) } : {}),
      points: { show: !bars, filter: () => isolated, size: 5, fill: stroke },
    };
  });
}

/** Shades what is less than a whole bucket, and draws the moment that is pointed out. */
function drawMoments(plot: uPlot, content: PlotContent, palette: Palette): void {
  const { context: ctx, bbox } = { context: plot.ctx, bbox: plot.bbox };
  const place = (at: number) => plot.valToPos(at, "x", true);
  const { buckets, runningAt, cut, bars, granularity, mark } = content;
  ctx.save();
  for (const at of buckets.length > 1 ? [...cut, ...(runningAt === null ? [] : [runningAt])] : []) {
    const length = bucketMs[granularity];
    // A line is shaded on its way to the bucket, or away from the first.
    const start = bars ? at - length / 2 : at === buckets[0] ? at : at - length;
    const from = place(start);
    ctx.fillStyle = palette.shade;
    ctx.fillRect(from, bbox.top, place(start + length) - from, bbox.height);
  }
  if (mark) {
    const x = Math.round(place(mark.at));
    ctx.strokeStyle = palette.line("danger");
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.setLineDash([4, 3].map((length) => length * devicePixelRatio));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

const wholeSteps = Array.from({ length: 12 }, (_, power) =>
  [1, 2, 5].map((step) => step * 10 ** power),
).flat();

/** Whether values are counts: there is no half request. */
function isWhole({ series }: PlotContent): boolean {
  return series.every(({ values }) =>
    values.every((value) => value === null || Number.isInteger(value)),
  );
}

/** A label that says the same as the one below it says nothing. */
function withoutRepeats(labels: string[]): string[] {
  return labels.map((label, index) => (label === labels[index - 1] ? "" : label));
}

function measure(plot: uPlot, font: string, labels: string[]): number {
  plot.ctx.save();
  plot.ctx.font = font;
  const widths = labels.map((label) => plot.ctx.measureText(label).width);
  plot.ctx.restore();
  return Math.ceil(Math.max(16, ...widths));
}
