import { clsx } from "clsx";
import type { Tone } from "./figure";

type BarProps = {
  /** From 0 to 1. */
  share: number;
  tone: Tone;
  /** Places from 0 to 1 that are marked. */
  marks?: number[];
};

const fills: Record<Tone, string> = { plain: "bg-accent", warn: "bg-warn", danger: "bg-danger" };

/** How much of something is used up, drawn; the words beside it say the same. */
export function Bar({ share, tone, marks = [] }: BarProps) {
  const toPercent = (value: number) => `${Math.min(1, Math.max(0, value)) * 100}%`;
  return (
    <div aria-hidden className="relative h-2 overflow-hidden rounded-full bg-subtle">
      <div
        className={clsx("h-full min-w-px rounded-full", fills[tone])}
        style={{ width: toPercent(share) }}
      />
      {marks.map((mark) => (
        <div
          key={mark}
          className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-ink"
          style={{ left: toPercent(mark) }}
        />
      ))}
    </div>
  );
}
