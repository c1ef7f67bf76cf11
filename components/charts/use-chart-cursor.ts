"use client";

import { useState, type KeyboardEvent, type PointerEvent } from "react";
import { bucketMs, findNearest } from "@/lib/client/chart-values";
import type { PlotFrame } from "./plot";
import type { ChartGranularity } from "./types";

/** Places in the list of buckets: where the cursor is, and where the stretch that it spans began. */
type Cursor = { index: number | null; anchor: number | null };

type ChartCursorInput = {
  buckets: number[];
  granularity: ChartGranularity;
  frame: PlotFrame | null;
  onSelect: ((from: number, to: number) => void) | undefined;
};

const nowhere: Cursor = { index: null, anchor: null };

/** What mouse, touch and keyboard do on a plot: move a cursor over the buckets, and mark a stretch of them. */
export function useChartCursor({ buckets, granularity, frame, onSelect }: ChartCursorInput) {
  const [held, setCursor] = useState(nowhere);
  const last = buckets.length - 1;
  // Newer data may have fewer buckets.
  const isThere = (place: number | null) => place === null || place <= last;
  const cursor = isThere(held.index) && isThere(held.anchor) ? held : nowhere;
  const { index, anchor } = cursor;

  const toStretch = (): { from: number; to: number } | null => {
    if (index === null) return null;
    const [first, final] = [Math.min(index, anchor ?? index), Math.max(index, anchor ?? index)];
    const [from, end] = [buckets[first], buckets[final]];
    return from === undefined || end === undefined
      ? null
      : { from, to: end + bucketMs[granularity] };
  };
  const select = () => {
    const stretch = toStretch();
    setCursor(nowhere);
    if (stretch) onSelect?.(stretch.from, stretch.to);
  };
  const toIndex = (event: PointerEvent<HTMLElement>): number | null => {
    if (!frame || last < 0) return null;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - left) / Math.max(1, width);
    return findNearest(buckets, frame.from + share * (frame.to - frame.from));
  };

  return {
    cursor,
    /** The marked stretch; null while nothing, or a single bucket, is marked. */
    stretch: anchor === null || anchor === index ? null : toStretch(),
    select,
    clear: () => setCursor(nowhere),
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        const at = toIndex(event);
        if (event.pointerType === "mouse") event.currentTarget.setPointerCapture(event.pointerId);
        setCursor({ index: at, anchor: onSelect ? at : null });
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const isMarking = event.buttons > 0;
        // A stretch that waits for an answer is not moved by a mouse that passes by.
        if (!isMarking && anchor !== null) return;
        setCursor({ index: toIndex(event), anchor: isMarking ? anchor : null });
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        if (anchor === null) return;
        if (anchor === index) setCursor({ index, anchor: null });
        // A finger is asked first: it may only have looked at values on its way.
        else if (event.pointerType === "mouse") select();
      },
      onPointerCancel: () => setCursor(nowhere),
      onPointerLeave: (event: PointerEvent<HTMLElement>) => {
        const isMarking = event.buttons > 0 || anchor !== null;
        if (event.pointerType === "mouse" && !isMarking) setCursor(nowhere);
      },
      onBlur: () => {
        if (anchor === null) setCursor(nowhere);
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (event.altKey || event.ctrlKey || event.metaKey || last < 0) return;
        if (event.key === "Escape" && index !== null) setCursor(nowhere);
        else if (event.key === "Enter" && index !== null && onSelect) select();
        else {
          const moved = toPlace(event.key, index, last);
          if (moved === null) return;
          const isMarking = event.shiftKey && onSelect !== undefined;
          setCursor({ index: moved, anchor: isMarking ? (anchor ?? index ?? last) : null });
        }
        event.preventDefault();
        event.stopPropagation();
      },
    },
  };
}

/** Where a key leads; null when it leads nowhere. The first press shows the last bucket. */
function toPlace(key: string, index: number | null, last: number): number | null {
  const step = new Map([
    ["ArrowLeft", -1],
    ["ArrowDown", -1],
    ["ArrowRight", 1],
    ["ArrowUp", 1],
    ["PageDown", -10],
    ["PageUp", 10],
  ]).get(key);
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (step === undefined) return null;
  return index === null ? last : Math.max(0, Math.min(last, index + step));
}
