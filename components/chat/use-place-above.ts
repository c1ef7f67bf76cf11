"use client";

import { useLayoutEffect, useState, type CSSProperties, type RefObject } from "react";

/** The frame around the field is a few pixels larger than the field. */
const gapPx = 14;
const highestPx = 272;
const widestPx = 320;

/** Where something fits above a field, or below it when there is no room above; null until it is known, and while not `wanted`. */
export function usePlaceAbove(
  field: RefObject<HTMLElement | null>,
  wanted: boolean,
): CSSProperties | null {
  const [place, setPlace] = useState<CSSProperties | null>(null);
  useLayoutEffect(() => {
    if (!wanted) return;
    const measure = () => {
      const box = field.current?.getBoundingClientRect();
      if (!box) return;
      const width = Math.min(widestPx, innerWidth - 16);
      const left = Math.max(8, Math.min(box.left, innerWidth - width - 8));
      const vertical =
        box.top > highestPx + gapPx
          ? { bottom: innerHeight - box.top + gapPx }
          : { top: box.bottom + gapPx };
      setPlace({ left, width, ...vertical });
    };
    measure();
    addEventListener("resize", measure);
    addEventListener("scroll", measure, true);
    return () => {
      removeEventListener("resize", measure);
      removeEventListener("scroll", measure, true);
    };
  }, [field, wanted]);
  return wanted ? place : null;
}
