"use client";

import { useEffect, useState } from "react";

/** What a timer of the browser can wait for, ms. */
const longestMs = 2 ** 31 - 1;

/** Whether `until` (ms since the epoch) is still to come; the component is drawn anew when it comes. */
export function useIsBefore(until: number): boolean {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until <= now) return;
    const wait = Math.min(Math.max(until - Date.now(), 0), longestMs);
    const timer = setTimeout(() => setNow(Date.now()), wait);
    return () => clearTimeout(timer);
  }, [until, now]);
  return now < until;
}
