"use client";

import { Link2 } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import Link from "next/link";
import { useRef, useState } from "react";
import { useMe } from "@/components/admin/me";
import { DestroyDialog } from "@/components/shell/destroy-dialog";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import type { DashboardLink } from "@/lib/dashboard/schema";
import { renameLink, revokeLink } from "./link-calls";
import { LinkRow } from "./link-row";
import { RenameLinkDialog } from "./rename-link-dialog";
import { useLinks } from "./use-links";

type Doing = { what: "rename" | "revoke"; link: DashboardLink };

/** All public links, and what can be done with each. */
export function LinksList() {
  const t = useTranslations("links");
  const me = useMe();
  const toast = useToast();
  const { links, error, loadedAt, reload } = useLinks();
  const [doing, setDoing] = useState<Doing | null>(null);
  const list = useRef<HTMLDivElement>(null);

  if (links === null) return error ? <Failed onRetry={() => void reload()} /> : <Loading />;
  const live = links.filter(({ revokedAt }) => revokedAt === null);
  const revoked = links.filter(({ revokedAt }) => revokedAt !== null);
  const close = () => setDoing(null);

  return (
    <div ref={list} tabIndex={-1} className="max-w-4xl space-y-6 outline-none">
      <p className="max-w-2xl text-sm text-muted">{t("lead")}</p>
      {error ? <Stale loadedAt={loadedAt} onRetry={() => void reload()} /> : null}
      {links.length === 0 ? <NoLinks /> : null}
      {live.length > 0 ? (
        <section aria-labelledby="live-links" className="space-y-3">
          <h2 id="live-links" className="text-sm font-semibold">
            {t("list.live", { count: live.length })}
          </h2>
          <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
            {live.map((link) => (
              <LinkRow
                key={link.id}
                link={link}
                onRename={() => setDoing({ what: "rename", link })}
                onRevoke={() => setDoing({ what: "revoke", link })}
              />
            ))}
          </ul>
        </section>
      ) : null}
      {revoked.length > 0 ? (
        <section aria-labelledby="revoked-links" className="space-y-3">
          <h2 id="revoked-links" className="text-sm font-semibold">
            {t("list.revokedTitle")}
          </h2>
          <p className="text-sm text-muted">{t("list.revokedLead")}</p>
          <ul className="divide-y divide-line rounded-xl border border-line">
            {revoked.map((link) => (
              <LinkRow key={link.id} link={link} />
            ))}
          </ul>
        </section>
      ) : null}
      {doing?.what === "rename" ? (
        <RenameLinkDialog
          link={doing.link}
          rename={async (name) => {
            await renameLink(doing.link, name, me.id);
            await reload();
          }}
          onClose={close}
        />
      ) : null}
      {doing?.what === "revoke" ? (
        <DestroyDialog
          title={t("revokeDialog.title", { name: doing.link.name })}
          description={t("revokeDialog.text")}
          confirmLabel={t("revokeDialog.confirm")}
          destroy={async () => {
            await revokeLink(doing.link, me.id);
            toast({ text: t("revokeDialog.done", { name: doing.link.name }) });
            await reload();
          }}
          onClose={close}
          fallback={() => list.current}
        />
      ) : null}
    </div>
  );
}

function NoLinks() {
  const t = useTranslations("links.list");
  return (
    <EmptyState icon={<Link2 />} title={t("emptyTitle")} text={t("emptyText")}>
      <Button asChild variant="primary">
        <Link href="/admin/paths">{t("toPaths")}</Link>
      </Button>
    </EmptyState>
  );
}

function Stale({ loadedAt, onRetry }: { loadedAt: number | null; onRetry: () => void }) {
  const t = useTranslations("links.list");
  const format = useFormatter();
  const now = useNow({ updateInterval: 10_000 });
  const when = loadedAt === null ? "" : format.relativeTime(Math.min(loadedAt, now.getTime()), now);
  return (
    <Notice tone="danger">
      <span className="flex flex-wrap items-center justify-between gap-2">
        {t("stale", { when })}
        <Button size="sm" onClick={onRetry}>
          {t("retry")}
        </Button>
      </span>
    </Notice>
  );
}

function Failed({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations("links.list");
  return (
    <Notice tone="danger">
      <span className="flex flex-wrap items-center justify-between gap-2">
        {t("failed")}
        <Button size="sm" onClick={onRetry}>
          {t("retry")}
        </Button>
      </span>
    </Notice>
  );
}

function Loading() {
  const common = useTranslations("common");
  return (
    <div className="max-w-4xl space-y-6">
      <p role="status" className="sr-only">
        {common("loading")}
      </p>
      <Skeleton className="h-10 w-full max-w-2xl" />
      <Skeleton className="h-5 w-56" />
      <Skeleton className="h-72 w-full rounded-xl" />
    </div>
  );
}
