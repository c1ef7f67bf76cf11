"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { auditActions, type AuditAction } from "@/lib/audit/schema";

/** What the address asks for; `""` where it asks for nothing. Days are `2026-11-21`, in the viewer's zone. */
export type AuditFilters = {
  action: AuditAction | "";
  actorId: string;
  targetId: string;
  from: string;
  to: string;
};

export const noFilters: AuditFilters = { action: "", actorId: "", targetId: "", from: "", to: "" };

/** The filters of the log are in the address, so that a view of it can be kept and sent. */
export function useAuditFilters(): {
  filters: AuditFilters;
  setFilters: (changed: Partial<AuditFilters>) => void;
} {
  const search = useSearchParams();
  const filters = useMemo(() => readFilters(search), [search]);
  const setFilters = useCallback(
    (changed: Partial<AuditFilters>) => {
      const next = { ...filters, ...changed };
      const kept = Object.entries(next).filter(([, value]) => value !== "");
      const query = new URLSearchParams(kept).toString();
      // Next follows the browser's history, without asking the server for the page again.
      window.history.pushState(null, "", query ? `?${query}` : window.location.pathname);
    },
    [filters],
  );
  return { filters, setFilters };
}

/** What does not parse is as if it were not there. */
function readFilters(search: Pick<URLSearchParams, "get">): AuditFilters {
  const read = (name: string, pattern: RegExp) => {
    const value = search.get(name) ?? "";
    return pattern.test(value) ? value : "";
  };
  return {
    action: auditActions.find((action) => action === search.get("action")) ?? "",
    actorId: read("actorId", /^.{1,64}$/),
    targetId: read("targetId", /^.{1,64}$/),
    from: read("from", /^\d{4}-\d{2}-\d{2}$/),
    to: read("to", /^\d{4}-\d{2}-\d{2}$/),
  };
}

/** The query of `GET /api/admin/audit`; days begin and end at the viewer's midnight. */
export function toAuditQuery({ action, actorId, targetId, from, to }: AuditFilters): string {
  const query = new URLSearchParams();
  const since = toMidnight(from, 0);
  const until = toMidnight(to, 1);
  if (action) query.set("action", action);
  if (actorId) query.set("actorId", actorId);
  if (targetId) query.set("targetId", targetId);
  if (since !== null) query.set("since", String(since));
  if (until !== null) query.set("until", String(until));
  return query.toString();
}

/** The viewer's midnight at the start of a day, or so many days later; null where there is no such day. */
function toMidnight(day: string, laterDays: number): number | null {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return null;
  const time = new Date(year, month - 1, date + laterDays).getTime();
  return Number.isNaN(time) || time < 0 ? null : time;
}
