"use client";

import { CircleAlert, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { ShareLinks } from "@/components/shares/share-links";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Message } from "@/lib/chat/schema";
import type { OutgoingFile, OutgoingMessage } from "@/lib/sync/types";
import { useMe } from "./me";
import { MessageFiles, type ShownFile } from "./message-files";
import { MessageText } from "./message-text";
import { QuotedMessage } from "./quoted-message";
import { RowFrame } from "./row-frame";
import { useProblemText } from "./use-problem-text";

type OutgoingRowProps = {
  message: OutgoingMessage;
  /** As of a confirmed one. */
  quoted: Message | null | undefined;
  startsGroup: boolean;
  offline: boolean;
  onRetry: (clientId: string) => void;
  onDiscard: (clientId: string) => void;
};

/** A message of mine that the server has not confirmed: on its way, waiting for a network, or failed with a way out. */
export function OutgoingRow(props: OutgoingRowProps) {
  const { message, quoted, startsGroup, offline, onRetry, onDiscard } = props;
  const t = useTranslations("chat.messages");
  const toText = useProblemText();
  const me = useMe();
  const failed = message.state === "failed";
  // Not before it can be promised.
  const waits = offline && message.storage !== "pending";
  return (
    <RowFrame
      author={{ id: me.id, name: me.name, image: me.image, badge: null }}
      at={message.createdAt}
      startsGroup={startsGroup}
      active={false}
    >
      {quoted === undefined ? null : <QuotedMessage message={quoted} replyTo={null} />}
      <div className={failed ? undefined : "text-muted"}>
        {message.body === "" ? null : <MessageText text={message.body} />}
        {message.files.length > 0 ? <MessageFiles files={message.files.map(toShownFile)} /> : null}
        <ShareLinks text={message.body} />
      </div>
      {failed ? (
        <div role="alert" className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <CircleAlert aria-hidden size={14} className="text-danger" />
          <span className="text-danger">
            {t("failed")} {message.problem ? toText(message.problem) : null}
          </span>
          <Button size="sm" onClick={() => onRetry(message.clientId)}>
            {t("retry")}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => onDiscard(message.clientId)}>
            {t("discard")}
          </Button>
        </div>
      ) : (
        <p className="flex items-center gap-1.5 text-xs text-muted">
          {waits ? <Clock aria-hidden size={12} /> : <Spinner size={12} />}
          {waits ? t("waiting") : t("sending")}
        </p>
      )}
    </RowFrame>
  );
}

function toShownFile(file: OutgoingFile): ShownFile {
  const { key, name, type, size, previewUrl, dimensions } = file;
  const { width, height } = dimensions ?? { width: null, height: null };
  // Without a preview the browser cannot show it, and it stands in a line whatever it is called.
  const shownType = previewUrl === null ? type.replace(/^image\//, "application/") : type;
  return { key, name, type: shownType, size, width, height, url: null, previewUrl };
}
