"use client";

import { usePolled, type Polled } from "@/components/admin/use-polled";
import { alertPageSchema, type AlertPage } from "@/lib/alerts/schema";

/** More than there are rules, and each has one open alert at most. */
const openAlertsUrl = "/api/admin/alerts?state=open&limit=100";

/** The open alerts, which the navigation and the page share. `isQuiet`: a failure is somebody else's to tell. */
export function useOpenAlerts({ isQuiet = false } = {}): Polled<AlertPage> {
  return usePolled(openAlertsUrl, alertPageSchema, { isQuiet });
}
