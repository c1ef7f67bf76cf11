"use client";

import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { readPalette } from "./palette";
import { toPlotData, toPlotOptions, type PlotContent } from "./plot-options";
import { useTheme } from "./use-theme";

/** Where the values are painted, in CSS px of the plot's box, and the times at its left and right edge. */
export type PlotFrame = {
  left: number;
  top: number;
  width: number;
  height: number;
  from: number;
  to: number;
};

export type PlotProps = {
  /** Painted anew when it is another object. */
  content: PlotContent;
  width: number;
  height: number;
  onFrame: (frame: PlotFrame) => void;
};

/** The painted part of a chart. Hidden from screen readers: the chart around it says in words what it shows. */
export function Plot({ content, width, height, onFrame }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const size = useRef({ width, height });
  const theme = useTheme();

  useEffect(() => {
    size.current = { width, height };
    plot.current?.setSize({ width, height });
  }, [width, height]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const options = toPlotOptions(content, readPalette(element), size.current);
    const painted = new uPlot(
      { ...options, hooks: { ...options.hooks, draw: [(one) => onFrame(toFrame(one))] } },
      toPlotData(content),
      element,
    );
    plot.current = painted;
    return () => {
      plot.current = null;
      painted.destroy();
    };
  }, [content, theme, onFrame]);

  return <div ref={box} aria-hidden className="plot-box absolute inset-0 overflow-hidden" />;
}

function toFrame({ bbox, scales }: uPlot): PlotFrame {
  const toCss = (length: number) => length / devicePixelRatio;
  return {
    left: toCss(bbox.left),
    top: toCss(bbox.top),
    width: toCss(bbox.width),
    height: toCss(bbox.height),
    from: scales.x?.min ?? 0,
    to: scales.x?.max ?? 0,
  };
}
