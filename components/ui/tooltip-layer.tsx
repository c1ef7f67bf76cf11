"use client";

import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";

const delayMs = 500;
const gapPx = 6;
const marginPx = 8;

type Shown = { text: string; anchor: DOMRect };

/**
 * Shows every `data-tooltip` below it, one at a time. One listener for all of them: a positioning library in each row
 * of a long list would be most of what the page loads and runs. Esc, a press and scrolling put it away.
 */
export function TooltipLayer({ children }: { children: ReactNode }) {
  const shown = useTooltip();
  return (
    <>
      {children}
      {shown ? <Bubble {...shown} /> : null}
    </>
  );
}

function useTooltip(): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const controller = new AbortController();
    const options = { signal: controller.signal, capture: true };
    const hide = () => {
      clearTimeout(timer);
      setShown(null);
    };
    const show = (target: EventTarget | null, afterMs: number) => {
      clearTimeout(timer);
      const element = target instanceof Element ? target.closest("[data-tooltip]") : null;
      if (!element) return setShown(null);
      timer = setTimeout(() => {
        const text = element.getAttribute("data-tooltip");
        // What it opened says more, and stands there.
        if (text && element.isConnected && element.ariaExpanded !== "true") {
          setShown({ text, anchor: element.getBoundingClientRect() });
        }
      }, afterMs);
    };
    document.addEventListener(
      "pointerover",
      (event) => event.pointerType === "mouse" && show(event.target, delayMs),
      options,
    );
    document.addEventListener(
      "focusin",
      (event) =>
        event.target instanceof Element &&
        event.target.matches(":focus-visible") &&
        show(event.target, 0),
      options,
    );
    for (const type of ["focusout", "pointerdown", "scroll"]) {
      document.addEventListener(type, hide, options);
    }
    document.addEventListener("keydown", (event) => event.key === "Escape" && hide(), options);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, []);
  return shown;
}

function Bubble({ text, anchor }: Shown) {
  const bubble = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = bubble.current;
    if (!element) return;
    const { width, height } = element.getBoundingClientRect();
    const left = anchor.left + anchor.width / 2 - width / 2;
    const farthest = Math.max(marginPx, window.innerWidth - width - marginPx);
    const above = anchor.top - height - gapPx;
    element.style.left = `${Math.min(Math.max(left, marginPx), farthest)}px`;
    element.style.top = `${above < marginPx ? anchor.bottom + gapPx : above}px`;
  }, [text, anchor]);
  return (
    <div
      ref={bubble}
      aria-hidden
      className="pointer-events-none fixed top-0 left-0 z-50 w-max max-w-64 rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-raised"
    >
      {text}
    </div>
  );
}
