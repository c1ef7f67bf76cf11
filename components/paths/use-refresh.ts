"use client";

import { useEffect, useRef, useState } from "react";
import { judgeRefresh, type Freshness } from "@/lib/client/freshness";
import type { Received } from "./use-paths-report";

/** After these many seconds it is asked whether the refresh has come to its end. */
const waitsSeconds = [1, 2, 4, 8];

export type RefreshState = "idle" | "busy" | "newer" | "newest" | "unknown" | "failed";

type RefreshProps = {
  received: Received | null;
  forceRefresh: () => Promise<Received | undefined>;
  askAgain: () => Promise<Received | undefined>;
  refreshDetail: () => void;
  retry: () => void;
};

/** What a refresh led to is true for a moment only. */
const toldMs = 15_000;

/**
 * Lets the statistics be made anew and waits for what comes of it: `newer` data, or the certainty that what is shown is
 * the `newest`; `unknown` where the server does not come to an end within 15 seconds.
 */
export function useRefresh(report: RefreshProps) {
  const { received } = report;
  const [state, setState] = useState<RefreshState>("idle");
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);

  useEffect(() => {
    if (state === "idle" || state === "busy") return;
    const timer = setTimeout(() => setState("idle"), toldMs);
    return () => clearTimeout(timer);
  }, [state]);

  const refresh = async () => {
    if (state === "busy" || !received) return;
    setState("busy");
    const before = toFreshness(received);
    try {
      let outcome = judgeRefresh(before, toFreshness(await report.forceRefresh()));
      for (const seconds of waitsSeconds) {
        if (outcome || isGone.current) break;
        await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
        if (isGone.current) return;
        outcome = judgeRefresh(before, toFreshness(await report.askAgain()));
      }
      setState(outcome ?? "unknown");
      if (outcome === "newer") report.refreshDetail();
    } catch {
      setState("failed");
      // If it still does not work, that is said where the age of the data stands, until it does.
      report.retry();
    }
  };
  return { state, refresh: () => void refresh() };
}

function toFreshness(received: Received): Freshness;
function toFreshness(received: Received | undefined): Freshness | null;
function toFreshness(received: Received | undefined): Freshness | null {
  if (!received) return null;
  const { version, lastUpdated } = received.answer;
  return { version, lastUpdated };
}
