"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useCompare } from "./use-compare";

type CompareSliderProps = {
  before: ReactNode;
  after: ReactNode;
  /** `value` has `{percent}` where the number goes. */
  texts: { label: string; value: string; before: string; after: string };
};

/**
 * Two pictures in one frame, of which a line shows more or less. The range input under it is what keyboards and screen
 * readers use. Without JavaScript the pictures stand side by side, on phones below each other.
 */
export function CompareSlider({ before, after, texts }: CompareSliderProps) {
  const { at, setAt, isDragging, handlers } = useCompare();
  const percent = Math.round(at);
  const glide = isDragging ? "" : "motion-safe:duration-200 motion-safe:ease-out";
  return (
    <div
      // The picture before is on the left whatever the direction of the language.
      dir="ltr"
      className="relative aspect-(--ratio) w-full touch-pan-y touch-pinch-zoom overflow-hidden bg-subtle select-none noscript:grid noscript:aspect-auto noscript:gap-3 noscript:bg-transparent cursor-ew-resize noscript:cursor-auto sm:noscript:grid-cols-2"
      {...handlers}
    >
      <Side text={texts.after} place="end">
        {after}
      </Side>
      <Side
        text={texts.before}
        place="start"
        className={clsx(
          "shadow-[0_0_0_1px_var(--subtle)] transition-[clip-path] noscript:order-first noscript:[clip-path:none]!",
          glide,
        )}
        // A pixel more on three sides, where that of the picture below would look out by a fraction.
        clipPath={`inset(-1px ${100 - at}% -1px -1px)`}
      >
        {before}
      </Side>
      <input
        type="range"
        min={0}
        max={100}
        step={1}
        value={percent}
        autoComplete="off"
        aria-label={texts.label}
        aria-valuetext={texts.value.replace("{percent}", String(percent))}
        onChange={(event) => setAt(event.target.valueAsNumber)}
        className="peer pointer-events-none absolute inset-0 size-full opacity-0 noscript:hidden"
      />
      <span
        aria-hidden
        style={{ left: `${at}%` }}
        className={clsx(
          "pointer-events-none absolute inset-y-0 w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.25)] transition-[left] outline-offset-2 outline-accent peer-focus-visible:[&>span]:outline-3 noscript:hidden",
          glide,
        )}
      >
        <span className="absolute top-1/2 left-1/2 flex size-11 -translate-1/2 items-center justify-center rounded-full bg-white text-[#211f1b] shadow-raised outline-offset-2 outline-accent">
          <svg viewBox="0 0 24 24" className="size-5" fill="currentColor">
            <path d="M9 6.5v11L3.5 12 9 6.5Zm6 0v11l5.5-5.5L15 6.5Z" />
          </svg>
        </span>
      </span>
    </div>
  );
}

type SideProps = {
  text: string;
  place: "start" | "end";
  className?: string;
  clipPath?: string;
  children: ReactNode;
};

function Side({ text, place, className, clipPath, children }: SideProps) {
  return (
    <figure
      style={{ clipPath }}
      className={clsx(
        "absolute inset-0 bg-subtle noscript:relative noscript:aspect-(--ratio)",
        className,
      )}
    >
      {children}
      <figcaption
        className={clsx(
          "absolute bottom-2 rounded-full bg-raised/90 px-2.5 py-1 text-xs font-medium text-ink sm:bottom-3",
          place === "start" ? "left-2 sm:left-3" : "right-2 sm:right-3",
          "noscript:right-auto noscript:left-2 noscript:sm:left-3",
        )}
      >
        {text}
      </figcaption>
    </figure>
  );
}
