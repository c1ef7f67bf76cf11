"use client";

import { CalendarPlus, Clock, Copy, Eye, Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { describeLife } from "@/components/share/describe-life";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { Share } from "@/lib/share/schema";
import { nameShare } from "./name-share";
import { ShareThumb } from "./share-thumb";
import { useCopyLink } from "./use-copy-link";

type ShareTileProps = {
  share: Share;
  now: number;
  /** It is being extended. */
  busy: boolean;
  onExtend: () => void;
  onRemove: () => void;
};

/** One of my shares. */
export function ShareTile({ share, now, busy, onExtend, onRemove }: ShareTileProps) {
  const t = useTranslations("shares.list");
  const format = useFormatter();
  const copyLink = useCopyLink();
  const name = nameShare(share) ?? t("untitled");
  const life = describeLife(share.expiresAt, now);
  const isShort = life.unit !== "days" || life.count <= 3;
  return (
    <li className="flex min-w-0 flex-col overflow-hidden rounded-xl border border-line bg-surface">
      <div className="relative">
        <a
          href={share.url}
          target="_blank"
          rel="noopener"
          aria-label={t("openNamed", { name })}
          className="block aspect-[4/3] outline-offset-[-3px]"
        >
          <ShareThumb share={share} />
        </a>
        {share.originalUrl ? (
          <Badge className="pointer-events-none absolute top-2 left-2 shadow-raised">
            {t("both")}
          </Badge>
        ) : null}
      </div>
      <div className="flex flex-1 flex-col gap-2 p-3">
        <h2 className="line-clamp-2 font-medium text-pretty [overflow-wrap:anywhere]">{name}</h2>
        {share.style ? <p className="truncate text-sm text-muted">{share.style}</p> : null}
        <p className="mt-auto flex flex-wrap gap-x-3 gap-y-1 text-sm text-muted">
          <span className={`inline-flex items-center gap-1 ${isShort ? "text-warn" : ""}`}>
            <Clock aria-hidden size={14} />
            {life.unit === "soon" ? t("life.soon") : t(`life.${life.unit}`, { count: life.count })}
          </span>
          <span className="inline-flex items-center gap-1">
            <Eye aria-hidden size={14} />
            {t("views", { count: share.views })}
          </span>
        </p>
        <p className="text-xs text-faint">
          {t("created", { date: format.dateTime(share.createdAt, { dateStyle: "medium" }) })}
        </p>
        <div className="flex items-center gap-1">
          <Button
            size="sm"
            aria-label={t("copyNamed", { name })}
            className="min-w-0 flex-1"
            onClick={() => void copyLink(share.url)}
          >
            <Copy aria-hidden size={16} className="shrink-0" />
            <span className="truncate">{t("copy")}</span>
          </Button>
          <IconButton
            label={t("extendNamed", { name })}
            size="sm"
            aria-disabled={busy || undefined}
            onClick={busy ? undefined : onExtend}
          >
            <CalendarPlus aria-hidden />
          </IconButton>
          <IconButton
            label={t("removeNamed", { name })}
            size="sm"
            variant="danger"
            onClick={onRemove}
          >
            <Trash2 aria-hidden />
          </IconButton>
        </div>
      </div>
    </li>
  );
}
