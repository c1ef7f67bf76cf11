"use client";

import { useEffect, useRef } from "react";
import type { Received } from "./use-paths-report";

const waitsSeconds = [2, 4, 8, 15];

/**
 * A stale answer is being made anew behind itself: it is asked for again a few times soon, instead of a minute later.
 * A timer for SWR's own asking; nothing is fetched here.
 */
export function useFollowUp(received: Received | null, askAgain: () => Promise<unknown>): void {
  const asked = useRef(0);
  const ask = useRef(askAgain);
  useEffect(() => {
    ask.current = askAgain;
  });
  useEffect(() => {
    if (!received?.answer.stale) {
      asked.current = 0;
      return;
    }
    const seconds = waitsSeconds[asked.current];
    if (seconds === undefined) return;
    const timer = setTimeout(() => {
      asked.current += 1;
      // A failure is told by the next regular question.
      if (document.visibilityState === "visible") ask.current().catch(() => undefined);
    }, seconds * 1_000);
    return () => clearTimeout(timer);
  }, [received]);
}
