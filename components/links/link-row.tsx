"use client";

import { Copy, ExternalLink } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { copyText } from "@/lib/client/copy-text";
import type { DashboardLink } from "@/lib/dashboard/schema";
import { toPublicPath, toPublicUrl } from "./link-calls";
import { ViewWords } from "./view-words";

type LinkRowProps = {
  link: DashboardLink;
  /** Left out for a link that was revoked, with which nothing can be done any more. */
  onRename?: () => void;
  onRevoke?: () => void;
};

/** A link: what it is called and shows, who made it when, and what can be done with it. */
export function LinkRow({ link, onRename, onRevoke }: LinkRowProps) {
  const t = useTranslations("links.list");
  const words = useTranslations("links.words");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const { name, view, createdBy, createdAt, revokedAt } = link;
  const ago = (time: number) => format.relativeTime(Math.min(time, now.getTime()), now);
  const exact = (time: number) => format.dateTime(time, { dateStyle: "full", timeStyle: "medium" });

  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-4">
      <div className="min-w-0 flex-1 basis-72 space-y-1.5">
        <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-semibold">
          <span className="min-w-0 break-words">{name}</span>
          <Badge tone={revokedAt === null ? "accent" : "neutral"}>
            {t(revokedAt === null ? "isLive" : "isRevoked")}
          </Badge>
        </h3>
        {view ? (
          <ViewWords view={view} />
        ) : (
          <p className="text-sm text-danger">{words("unreadable")}</p>
        )}
        <p className="text-sm text-muted">
          <time dateTime={new Date(createdAt).toISOString()} title={exact(createdAt)}>
            {t("made", { name: createdBy.name || t("deletedMember"), when: ago(createdAt) })}
          </time>
          {revokedAt === null ? null : (
            <>
              {" · "}
              <time dateTime={new Date(revokedAt).toISOString()} title={exact(revokedAt)}>
                {t("revoked", { when: ago(revokedAt) })}
              </time>
            </>
          )}
        </p>
      </div>
      {onRename && onRevoke ? (
        <LinkActions link={link} onRename={onRename} onRevoke={onRevoke} />
      ) : null}
    </li>
  );
}

function LinkActions({ link, onRename, onRevoke }: Required<LinkRowProps>) {
  const t = useTranslations("links.list");
  const toast = useToast();
  const { name } = link;
  const copy = async () => {
    const copied = await copyText(toPublicUrl(link));
    toast(copied ? { text: t("copied") } : { text: t("copyFailed"), tone: "danger" });
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" aria-label={t("copyNamed", { name })} onClick={() => void copy()}>
        <Copy aria-hidden size={16} />
        {t("copy")}
      </Button>
      <Button asChild size="sm">
        <a
          href={toPublicPath(link)}
          target="_blank"
          rel="noreferrer"
          aria-label={t("openNamed", { name })}
        >
          <ExternalLink aria-hidden size={16} />
          {t("open")}
        </a>
      </Button>
      <Button size="sm" aria-label={t("renameNamed", { name })} onClick={onRename}>
        {t("rename")}
      </Button>
      <Button
        size="sm"
        className="text-danger"
        aria-label={t("revokeNamed", { name })}
        onClick={onRevoke}
      >
        {t("revoke")}
      </Button>
    </div>
  );
}
