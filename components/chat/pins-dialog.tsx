"use client";

import { Pin, PinOff } from "lucide-react";
import { useTranslations } from "next-intl";
import useSWR from "swr";
import * as z from "zod/mini";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { messageSchema, type RoomSummary } from "@/lib/chat/schema";
import { toMessageLabel } from "@/lib/client/message-label";
import { mayPin } from "@/lib/client/room-rights";
import { fetchJson } from "@/lib/http/fetcher";
import { useMe } from "./me";
import { MessageTime } from "./message-time";
import { toPinsUrl } from "./room-api";
import { useAction } from "./use-action";
import { nameOf } from "./use-name";
import { useProblemText } from "./use-problem-text";

const pinsSchema = z.object({ messages: z.array(messageSchema) });

type PinsDialogProps = {
  room: RoomSummary;
  onUnpin: (messageId: string) => Promise<void>;
  onTarget: (messageId: string) => void;
  onClose: () => void;
};

/** What is pinned in the room, the newest message first. */
export function PinsDialog({ room, onUnpin, onTarget, onClose }: PinsDialogProps) {
  const t = useTranslations("marks.pins");
  const messages = useTranslations("chat.messages");
  const me = useMe();
  const toText = useProblemText();
  const { data, error, mutate } = useSWR<z.infer<typeof pinsSchema>, unknown>(
    toPinsUrl(room.id),
    (url: string) => fetchJson(url, pinsSchema),
  );
  const { busy, failure, run } = useAction();
  const unpin = (messageId: string) =>
    run(async () => {
      await onUnpin(messageId);
      await mutate();
    });
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={t("title")}>
      {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
      {data === undefined ? (
        error === undefined ? (
          <div role="status" className="space-y-3 pb-2">
            <span className="sr-only">{t("loading")}</span>
            <Skeleton className="h-14" />
            <Skeleton className="h-14" />
          </div>
        ) : (
          <Notice tone="danger">{toText(error)}</Notice>
        )
      ) : data.messages.length === 0 ? (
        <EmptyState
          icon={<Pin aria-hidden />}
          title={t("empty")}
          text={t(mayPin(room, me) ? "emptyText" : "emptyTextReader")}
        />
      ) : (
        <ul className="-mx-2 space-y-1 pb-2">
          {data.messages.map((message) => (
            <li key={message.id} className="flex items-start gap-2 rounded-lg p-2 hover:bg-subtle">
              <div className="min-w-0 flex-1">
                <p className="flex min-w-0 items-baseline gap-2">
                  <span className="truncate text-sm font-semibold">
                    {message.authorName || messages("formerMember")}
                  </span>
                  <MessageTime
                    at={message.createdAt}
                    className="shrink-0 text-xs text-faint tabular-nums"
                  />
                </p>
                <p className="line-clamp-3 text-sm break-words text-muted">
                  {toMessageLabel(message, nameOf)}
                </p>
              </div>
              <Button
                size="sm"
                onClick={() => {
                  onClose();
                  onTarget(message.id);
                }}
              >
                {t("goTo")}
              </Button>
              {mayPin(room, me) ? (
                <IconButton
                  label={t("unpin")}
                  size="sm"
                  disabled={busy}
                  onClick={() => void unpin(message.id)}
                >
                  <PinOff aria-hidden />
                </IconButton>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
