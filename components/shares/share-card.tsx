"use client";

import { ImageOff } from "lucide-react";
import { useNow, useTranslations } from "next-intl";
import useSWR from "swr";
import { describeLife } from "@/components/share/describe-life";
import { Skeleton } from "@/components/ui/skeleton";
import { createShareCardLoader } from "@/lib/client/share-cards";
import type { Share } from "@/lib/share/schema";
import { cardBox } from "./card-box";
import { nameShare } from "./name-share";
import { ShareThumb } from "./share-thumb";

/** One for the page, so that cards of all rows ask together. */
const loadCard = createShareCardLoader();
const freshMs = 60_000;

/** A share that a message links to: as high while it loads, when it is there, and when it is gone. */
export function ShareCard({ shareId }: { shareId: string }) {
  const t = useTranslations("cards");
  const now = useNow({ updateInterval: 60_000 }).getTime();
  const { data, error } = useSWR<Share | null, unknown>(
    ["share-card", shareId],
    () => loadCard(shareId),
    { dedupingInterval: freshMs, focusThrottleInterval: freshMs },
  );
  if (data && data.expiresAt > now) return <LiveCard share={data} now={now} />;
  if (data !== undefined) return <QuietCard text={t("gone")} />;
  if (error) return <QuietCard text={t("failed")} />;
  return (
    <div className={cardBox}>
      <span className="sr-only">{t("loading")}</span>
      <Skeleton className="aspect-square h-full shrink-0 rounded-none" />
      <span className="flex flex-1 flex-col justify-center gap-2 px-3">
        <Skeleton className="h-4 w-3/5" />
        <Skeleton className="h-3 w-2/5" />
      </span>
    </div>
  );
}

function LiveCard({ share, now }: { share: Share; now: number }) {
  const t = useTranslations("cards");
  const name = nameShare(share) ?? t("untitled");
  const life = describeLife(share.expiresAt, now);
  return (
    <a
      href={share.url}
      target="_blank"
      rel="noopener"
      className={`${cardBox} relative bg-raised transition-colors hover:bg-subtle`}
    >
      <span className="sr-only">{t("label")}</span>
      <span className="block aspect-square h-full shrink-0">
        <ShareThumb share={share} />
      </span>
      <span className="flex min-w-0 flex-1 flex-col justify-center gap-0.5 px-3">
        <span className="line-clamp-2 text-sm leading-snug font-medium [overflow-wrap:anywhere]">
          {name}
        </span>
        <span className="truncate text-xs text-muted">
          {share.style ? `${share.style} · ` : ""}
          {life.unit === "soon" ? t("soon") : t(life.unit, { count: life.count })}
        </span>
      </span>
    </a>
  );
}

function QuietCard({ text }: { text: string }) {
  return (
    <p className={`${cardBox} items-center gap-2 border-dashed px-4 text-sm text-muted`}>
      <ImageOff aria-hidden size={16} className="shrink-0" />
      {text}
    </p>
  );
}
