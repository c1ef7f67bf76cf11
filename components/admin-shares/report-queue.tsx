"use client";

import { ImageOff } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { nameShare } from "@/components/shares/name-share";
import { ShareThumb } from "@/components/shares/share-thumb";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { AdminShare, OpenReport } from "@/lib/share/admin/schema";

type ReportQueueProps = {
  /** Null while they are not known. */
  reports: OpenReport[] | null;
  /** Ids of those that are being closed. */
  closing: ReadonlySet<string>;
  onClose: (report: OpenReport) => void;
  onRemove: (share: AdminShare) => void;
};

/** What visitors say is wrong with shares, the oldest first, with the two answers to it. */
export function ReportQueue({ reports, closing, onClose, onRemove }: ReportQueueProps) {
  const t = useTranslations("adminShares.reports");
  return (
    <section aria-labelledby="reports" className="space-y-3">
      <h2 id="reports" tabIndex={-1} className="flex items-center gap-2 font-semibold outline-none">
        {t("title")}
        {reports && reports.length > 0 ? (
          <Badge tone="warn">
            <span aria-hidden>{reports.length}</span>
            <span className="sr-only">{t("open", { count: reports.length })}</span>
          </Badge>
        ) : null}
      </h2>
      {reports === null ? (
        <Skeleton className="h-20 w-full rounded-xl" />
      ) : reports.length === 0 ? (
        <p className="rounded-xl border border-line bg-surface px-4 py-5 text-sm text-muted">
          {t("empty")}
        </p>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
          {reports.map((report) => (
            <Report
              key={report.id}
              report={report}
              busy={closing.has(report.id)}
              onClose={() => onClose(report)}
              onRemove={onRemove}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

type ReportProps = {
  report: OpenReport;
  busy: boolean;
  onClose: () => void;
  onRemove: (share: AdminShare) => void;
};

function Report({ report, busy, onClose, onRemove }: ReportProps) {
  const t = useTranslations("adminShares.reports");
  const list = useTranslations("adminShares.list");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const { share, reason, detail, createdAt } = report;
  const name = share ? (nameShare(share) ?? list("untitled")) : t("gone");
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 p-4 sm:flex-nowrap">
      <span className="relative block h-12 w-16 shrink-0 overflow-hidden rounded-md border border-line">
        {share ? (
          <ShareThumb share={share} />
        ) : (
          <span className="flex size-full items-center justify-center bg-subtle text-faint">
            <ImageOff aria-hidden size={18} />
          </span>
        )}
      </span>
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Badge tone="warn">{t(`reasons.${reason}`)}</Badge>
          {share ? (
            <a
              href={share.url}
              target="_blank"
              rel="noopener"
              className="min-w-0 font-medium break-words underline-offset-4 hover:underline"
            >
              {name}
            </a>
          ) : (
            <span className="text-muted">{name}</span>
          )}
        </p>
        {detail === "" ? (
          <p className="mt-1 text-sm text-faint">{t("noDetail")}</p>
        ) : (
          <p className="mt-1 max-w-prose text-sm break-words whitespace-pre-line">{detail}</p>
        )}
        <p className="mt-1 text-xs text-muted">
          <time dateTime={new Date(createdAt).toISOString()}>
            {t("reported", { ago: format.relativeTime(createdAt, now) })}
          </time>
          {share
            ? ` · ${list("by", { name: share.ownerName ?? list("nobody") })} · ${list("views", { count: share.views })}`
            : null}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" busy={busy} aria-label={t("closeNamed", { name })} onClick={onClose}>
          {t("close")}
        </Button>
        {share ? (
          <Button
            size="sm"
            variant="danger"
            aria-label={t("removeNamed", { name })}
            onClick={() => onRemove(share)}
          >
            {t("remove")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
