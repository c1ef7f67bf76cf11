"use client";

import { z } from "zod";
import { usePolled } from "@/components/admin/use-polled";
import { usePolledPages } from "@/components/admin/use-polled-pages";
import { joinById } from "@/lib/client/join-by-id";
import { fetchJson } from "@/lib/http/fetcher";
import { PlazaError } from "@/lib/http/problem";
import {
  adminSharePageSchema,
  shareReportsSchema,
  type AdminShare,
  type OpenReport,
} from "@/lib/share/admin/schema";
import { shareMonitorSchema } from "@/lib/share/schema";

/** Figures, open reports and the list of all shares that say `q`, and what an admin can do with them. */
export function useSharesAdmin(q: string) {
  const monitor = usePolled("/api/share/monitor", shareMonitorSchema);
  const reports = usePolled("/api/admin/shares/reports", shareReportsSchema);
  const { pages, ...list } = usePolledPages((cursor) => toPageUrl(q, cursor), adminSharePageSchema);

  const dropReports = (isDone: (report: OpenReport) => boolean) =>
    reports.replace((known) => ({
      reports: known.reports.filter((report) => !isDone(report)),
    }));

  return {
    monitor,
    reports,
    list: {
      ...list,
      /** Null until they are known for the first time. */
      shares: pages && joinById(pages.flatMap(({ shares }) => shares)),
    },
    /** Takes a share away for everybody, which closes its reports; one that is gone already is as good. */
    remove: async (share: Pick<AdminShare, "id">): Promise<void> => {
      const path = `/api/share/${encodeURIComponent(share.id)}`;
      await unlessGone(fetchJson(path, z.undefined(), { method: "DELETE" }));
      dropReports(({ shareId }) => shareId === share.id);
      list.replace((page) => ({
        ...page,
        shares: page.shares.filter(({ id }) => id !== share.id),
      }));
      monitor.reload();
    },
    close: async (report: OpenReport): Promise<void> => {
      const path = `/api/admin/shares/reports/${encodeURIComponent(report.id)}/close`;
      await unlessGone(fetchJson(path, z.undefined(), { method: "POST" }));
      dropReports(({ id }) => id === report.id);
      monitor.reload();
    },
  };
}

export type SharesAdmin = ReturnType<typeof useSharesAdmin>;

function toPageUrl(q: string, cursor: string | null): string {
  const query = new URLSearchParams();
  if (q !== "") query.set("q", q);
  if (cursor) query.set("cursor", cursor);
  return query.size === 0 ? "/api/admin/shares" : `/api/admin/shares?${query.toString()}`;
}

async function unlessGone<T>(answer: Promise<T>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    const isGone = error instanceof PlazaError && ["not_found", "gone"].includes(error.code);
    if (!isGone) throw error;
  }
}
