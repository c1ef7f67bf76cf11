"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { NotRefreshed } from "@/components/admin/not-refreshed";
import { useAddressText } from "@/components/admin/use-address-text";
import { useDebounced } from "@/components/chat/use-debounced";
import { useProblemText } from "@/components/chat/use-problem-text";
import { nameShare } from "@/components/shares/name-share";
import { DestroyDialog } from "@/components/shell/destroy-dialog";
import { useToast } from "@/components/ui/toast";
import type { AdminShare, OpenReport } from "@/lib/share/admin/schema";
import { ReportQueue } from "./report-queue";
import { ShareFigures } from "./share-figures";
import { ShareList } from "./share-list";
import { useSharesAdmin } from "./use-shares-admin";

const settleMs = 300;

/** `list` is the id of the heading above what opened the dialog. */
type Removing = { share: AdminShare; list: "reports" | "all-shares" };

/** Figures, what visitors report, and everybody's shares. */
export function SharesDashboard() {
  const t = useTranslations("adminShares");
  const toText = useProblemText();
  const toast = useToast();
  const [q, setQ] = useAddressText("q");
  const asked = useDebounced(q.trim(), settleMs);
  const { monitor, reports, list, remove, close } = useSharesAdmin(asked);
  const [removing, setRemoving] = useState<Removing | null>(null);
  const [closing, setClosing] = useState<ReadonlySet<string>>(new Set());

  const nameOf = (share: AdminShare) => nameShare(share) ?? t("list.untitled");
  const closeReport = async (report: OpenReport) => {
    setClosing((old) => new Set(old).add(report.id));
    try {
      await close(report);
      toast({ text: t("reports.closed") });
      document.getElementById("reports")?.focus();
    } catch (failure) {
      toast({ text: toText(failure), tone: "danger" });
    } finally {
      setClosing((old) => new Set([...old].filter((id) => id !== report.id)));
    }
  };

  const reads = [monitor, reports, list];
  const failed = reads.find(({ error }) => error !== undefined);
  const ages = reads.map(({ receivedAt }) => receivedAt).filter((at) => at !== null);
  return (
    <div className="max-w-6xl space-y-8">
      <NotRefreshed
        error={failed?.error}
        receivedAt={ages.length > 0 ? Math.min(...ages) : null}
        onRetry={() => {
          for (const { error, reload } of reads) if (error !== undefined) reload();
        }}
      />
      {monitor.data || !monitor.error ? <ShareFigures monitor={monitor.data} /> : null}
      {reports.data || !reports.error ? (
        <ReportQueue
          reports={reports.data?.reports ?? null}
          closing={closing}
          onClose={(report) => void closeReport(report)}
          onRemove={(share) => setRemoving({ share, list: "reports" })}
        />
      ) : null}
      <ShareList
        q={q}
        onSearch={setQ}
        list={list}
        isBehind={list.isLoading || asked !== q.trim()}
        onRemove={(share) => setRemoving({ share, list: "all-shares" })}
      />
      {removing ? (
        <DestroyDialog
          title={t("confirm.title", { name: nameOf(removing.share) })}
          description={t("confirm.text")}
          confirmLabel={t("confirm.submit")}
          destroy={async () => {
            await remove(removing.share);
            toast({ text: t("removed", { name: nameOf(removing.share) }) });
          }}
          onClose={() => setRemoving(null)}
          fallback={() => document.getElementById(removing.list)}
        />
      ) : null}
    </div>
  );
}
