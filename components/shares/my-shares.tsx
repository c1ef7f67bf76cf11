"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useProblemText } from "@/components/chat/use-problem-text";
import { useSignedOut } from "@/components/chat/use-signed-out";
import { DestroyDialog } from "@/components/shell/destroy-dialog";
import { Button } from "@/components/ui/button";
import { LoadMore } from "@/components/ui/load-more";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import type { Share } from "@/lib/share/schema";
import { nameShare } from "./name-share";
import { NoShares } from "./no-shares";
import { ShareTile } from "./share-tile";
import { useShares } from "./use-shares";

const grid = "grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-4";

/** My shares with what can be done with each. */
export function MyShares() {
  const t = useTranslations("shares.list");
  const common = useTranslations("common");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 }).getTime();
  const toast = useToast();
  const toText = useProblemText();
  const mine = useShares();
  useSignedOut(mine.error);
  const [extending, setExtending] = useState<ReadonlySet<string>>(new Set());
  const [removing, setRemoving] = useState<Share | null>(null);
  const list = useRef<HTMLDivElement>(null);

  const nameOf = (share: Share) => nameShare(share) ?? t("untitled");

  const extend = async (share: Share) => {
    setExtending((old) => new Set(old).add(share.id));
    try {
      const endsAt = await mine.extend(share);
      const name = nameOf(share);
      toast(
        endsAt === null
          ? { text: t("goneAlready", { name }), tone: "danger" }
          : { text: t("extended", { name, date: format.dateTime(endsAt, { dateStyle: "long" }) }) },
      );
    } catch (failure) {
      toast({ text: toText(failure), tone: "danger" });
    } finally {
      setExtending((old) => new Set([...old].filter((id) => id !== share.id)));
    }
  };

  const { shares, error } = mine;
  if (shares === null) {
    return error ? (
      <Failed text={t("loadFailed")} retry={common("retry")} onRetry={mine.reload} />
    ) : (
      <Loading label={t("loading")} />
    );
  }
  return (
    // Takes the focus when the share that had it is gone.
    <div ref={list} tabIndex={-1} className="space-y-5 outline-none">
      {mine.isStale ? <Notice tone="info">{t("stale")}</Notice> : null}
      {shares.length === 0 ? <NoShares /> : null}
      <ul aria-label={t("label")} className={grid} hidden={shares.length === 0}>
        {shares.map((share) => (
          <ShareTile
            key={share.id}
            share={share}
            now={now}
            busy={extending.has(share.id)}
            onExtend={() => void extend(share)}
            onRemove={() => setRemoving(share)}
          />
        ))}
      </ul>
      {error ? (
        <Failed text={t("moreFailed")} retry={common("retry")} onRetry={mine.reload} />
      ) : (
        <LoadMore list={mine}>{t("more")}</LoadMore>
      )}
      {removing ? (
        <DestroyDialog
          title={t("confirm.title", { name: nameOf(removing) })}
          description={t("confirm.text")}
          confirmLabel={t("confirm.submit")}
          destroy={async () => {
            await mine.remove(removing);
            toast({ text: t("removed", { name: nameOf(removing) }) });
          }}
          onClose={() => setRemoving(null)}
          fallback={() => list.current}
        />
      ) : null}
    </div>
  );
}

type FailedProps = { text: string; retry: string; onRetry: () => void };

function Failed({ text, retry, onRetry }: FailedProps) {
  return (
    <Notice tone="danger">
      <span className="flex flex-wrap items-center justify-between gap-2">
        {text}
        <Button size="sm" onClick={onRetry}>
          {retry}
        </Button>
      </span>
    </Notice>
  );
}

function Loading({ label }: { label: string }) {
  return (
    <div>
      <p role="status" className="sr-only">
        {label}
      </p>
      <div aria-hidden className={grid}>
        {Array.from({ length: 8 }, (_, index) => (
          <div key={index} className="overflow-hidden rounded-xl border border-line bg-surface">
            <Skeleton className="aspect-[4/3] rounded-none" />
            <div className="space-y-3 p-3">
              <Skeleton className="h-5 w-3/4" />
              <Skeleton className="h-4 w-1/2" />
              <Skeleton className="h-8 w-full" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
