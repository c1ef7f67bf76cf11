"use client";

import { useEffect, useState } from "react";
import { isNewer } from "@/lib/client/freshness";
import type { Received } from "./use-paths-report";

const shownMs = 6_000;

/** Whether newer data has come by itself a moment ago. What answers another question is not an arrival. */
export function useArrivals(received: Received | null): boolean {
  const [seen, setSeen] = useState({ received, hasNew: false });
  if (received !== seen.received) {
    const isSame = seen.received?.question === received?.question;
    const hasCome =
      received !== null && seen.received !== null && isNewer(seen.received.answer, received.answer);
    setSeen({ received, hasNew: isSame && (hasCome || seen.hasNew) });
  }
  const { hasNew } = seen;
  useEffect(() => {
    if (!hasNew) return;
    const timer = setTimeout(() => setSeen((old) => ({ ...old, hasNew: false })), shownMs);
    return () => clearTimeout(timer);
  }, [hasNew, seen.received]);
  return hasNew;
}
