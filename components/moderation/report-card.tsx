"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import Link from "next/link";
import { useId, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { SelectField } from "@/components/ui/select-field";
import { useToast } from "@/components/ui/toast";
import { useAction } from "@/components/chat/use-action";
import { useLength } from "@/components/chat/use-length";
import { useProblemText } from "@/components/chat/use-problem-text";
import type { Decision, ReportedMessage } from "@/lib/chat/moderation-schema";
import { toChatHref } from "@/lib/client/chat-address";

const hour = 60 * 60;
const muteLengths = [hour / 6, hour, 8 * hour, 24 * hour, 7 * 24 * hour];

type ReportCardProps = {
  message: ReportedMessage;
  decide: (messageId: string, decision: Decision) => Promise<boolean>;
};

/** One reported message: what was said, what is held against it, and what can be done. */
export function ReportCard({ message, decide }: ReportCardProps) {
  const t = useTranslations("moderation.queue");
  const words = useTranslations("moderation");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const toText = useProblemText();
  const toLength = useLength();
  const toast = useToast();
  const { busy, failure, run } = useAction();
  const [asking, setAsking] = useState<"remove" | "mute" | null>(null);
  const [seconds, setSeconds] = useState(hour);
  const id = useId();
  const { messageId, roomId, reports } = message;
  const author = message.authorName || t("former");
  const room = message.roomKind === "direct" ? t("direct") : message.roomName;
  const time = format.dateTime(message.postedAt, { dateStyle: "medium", timeStyle: "short" });

  const act = (decision: Decision) =>
    run(async () => {
      const heard = await decide(messageId, decision);
      setAsking(null);
      toast(heard ? { text: t(`done.${decision.action}`) } : { text: t("taken"), tone: "danger" });
    });

  return (
    <article aria-labelledby={id} className="rounded-xl border border-line bg-raised p-4">
      <h2 id={id} className="text-sm font-medium break-words">
        {t("where", { author, room, time })}
      </h2>
      <blockquote className="mt-2 max-h-60 overflow-y-auto border-l-2 border-line-strong pl-3 text-sm break-words whitespace-pre-wrap">
        {message.body === "" ? (
          <span className="text-muted italic">{t("noText")}</span>
        ) : (
          message.body
        )}
      </blockquote>
      {message.files.length > 0 ? (
        <p className="mt-2 text-sm break-words text-muted">
          {t("files", { names: format.list(message.files) })}
        </p>
      ) : null}
      {message.isDeleted || message.isChanged ? (
        <p className="mt-2 text-sm text-warn">{message.isDeleted ? t("deleted") : t("changed")}</p>
      ) : null}
      <p className="mt-3 text-sm font-medium">{t("reports", { count: reports.length })}</p>
      <ul className="mt-1 space-y-2 text-sm">
        {reports.map((report) => (
          <li key={`${report.reporterName} ${report.createdAt}`} className="break-words">
            <p>
              <span className="font-medium">{words(`report.reasons.${report.reason}`)}</span>
              {report.detail === "" ? null : ` – ${report.detail}`}
            </p>
            <p className="text-xs text-muted">
              {t("by", {
                name: report.reporterName || t("former"),
                ago: format.relativeTime(report.createdAt, now),
              })}
            </p>
          </li>
        ))}
      </ul>
      {failure === undefined ? null : (
        <div className="mt-3">
          <Notice tone="danger">{toText(failure)}</Notice>
        </div>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button variant="danger" onClick={() => setAsking("remove")}>
          {t("remove")}
        </Button>
        <Button onClick={() => setAsking("mute")}>{t("mute")}</Button>
        <Button busy={busy} onClick={() => void act({ action: "dismiss" })}>
          {t("dismiss")}
        </Button>
        {message.mayOpen ? (
          <Button asChild variant="ghost">
            <Link href={toChatHref({ roomId, messageId, find: null })}>{t("openRoom")}</Link>
          </Button>
        ) : null}
      </div>
      <AlertDialog
        open={asking !== null}
        onOpenChange={(open) => (open ? undefined : setAsking(null))}
        title={asking === "mute" ? t("muteTitle", { author }) : t("removeTitle")}
        description={asking === "mute" ? t("muteText") : t("removeText")}
        confirmLabel={asking === "mute" ? t("mute") : t("remove")}
        busy={busy}
        onConfirm={() =>
          void act(asking === "mute" ? { action: "mute", seconds } : { action: "remove" })
        }
      >
        {asking === "mute" ? (
          <SelectField
            label={words("order.length")}
            value={seconds}
            onChange={(value) => setSeconds(Number(value))}
          >
            {muteLengths.map((value) => (
              <option key={value} value={value}>
                {toLength(value)}
              </option>
            ))}
          </SelectField>
        ) : null}
      </AlertDialog>
    </article>
  );
}
