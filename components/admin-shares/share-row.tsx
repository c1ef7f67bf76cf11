"use client";

import { ExternalLink, Trash2 } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { describeLife } from "@/components/share/describe-life";
import { nameShare } from "@/components/shares/name-share";
import { ShareThumb } from "@/components/shares/share-thumb";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import type { AdminShare } from "@/lib/share/admin/schema";

const soonDays = 3;

/** One share of somebody. */
export function ShareRow({ share, onRemove }: { share: AdminShare; onRemove: () => void }) {
  const t = useTranslations("adminShares.list");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 }).getTime();
  const name = nameShare(share) ?? t("untitled");
  const life = describeLife(share.expiresAt, now);
  const left = life.unit === "soon" ? t("life.soon") : t(`life.${life.unit}`, life);
  const isShort = life.unit !== "days" || life.count <= soonDays;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 p-3 sm:gap-x-4 lg:grid-cols-[auto_minmax(0,1fr)_7rem_8rem_8rem_auto]">
      <span className="relative block h-12 w-16 shrink-0 overflow-hidden rounded-md border border-line">
        <ShareThumb share={share} />
      </span>
      <div className="min-w-0">
        {/* The words for screen readers stand behind the title: `relative` cuts them off with it. */}
        <h3 className="relative truncate font-medium">
          <a
            href={share.url}
            target="_blank"
            rel="noopener"
            className="underline-offset-4 hover:underline"
          >
            {name}
            <ExternalLink
              aria-hidden
              size={13}
              className="ml-1.5 inline align-baseline text-faint"
            />
            <span className="sr-only">{t("newTab")}</span>
          </a>
        </h3>
        <p className="truncate text-sm text-muted">
          {t("by", { name: share.ownerName ?? t("nobody") })}
          {share.style ? ` · ${share.style}` : null}
          {share.isR2Stored ? null : ` · ${t("elsewhere")}`}
        </p>
      </div>
      <div className="col-start-2 row-start-2 flex flex-wrap items-center gap-x-3 text-sm text-muted tabular-nums lg:contents">
        <span className="lg:text-right">{t("views", { count: share.views })}</span>
        <time
          dateTime={new Date(share.createdAt).toISOString()}
          title={format.dateTime(share.createdAt, { dateStyle: "full", timeStyle: "short" })}
          className="lg:text-right"
        >
          {format.dateTime(share.createdAt, { dateStyle: "medium" })}
        </time>
        <span
          title={t("expires", {
            time: format.dateTime(share.expiresAt, { dateStyle: "full", timeStyle: "short" }),
          })}
          className="lg:text-right"
        >
          {isShort ? <Badge tone="warn">{left}</Badge> : left}
        </span>
      </div>
      <IconButton
        label={t("removeNamed", { name })}
        size="sm"
        variant="danger"
        className="col-start-3 row-start-1 lg:col-start-6"
        onClick={onRemove}
      >
        <Trash2 aria-hidden />
      </IconButton>
    </li>
  );
}
