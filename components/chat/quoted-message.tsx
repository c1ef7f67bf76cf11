"use client";

import { clsx } from "clsx";
import { CornerUpRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Message } from "@/lib/chat/schema";
import { toMessageLabel } from "@/lib/client/message-label";
import { nameOf } from "./use-name";

type QuotedMessageProps = {
  /** Null when it is not loaded. */
  message: Message | null;
  /** Its id. */
  replyTo: string | null;
  onJump?: ((messageId: string) => void) | undefined;
};

const look = "mb-0.5 flex min-w-0 max-w-full items-center gap-1.5 text-xs text-muted";

/** The line above a reply that says what it answers, and leads there. */
export function QuotedMessage({ message, replyTo, onJump }: QuotedMessageProps) {
  const t = useTranslations("chat.messages");
  const content = (
    <>
      <CornerUpRight aria-hidden size={12} className="shrink-0" />
      {message ? (
        <>
          <span className="max-w-[60%] shrink-0 truncate font-medium">
            {t("replyTo", { name: message.authorName || t("formerMember") })}
          </span>
          <span className="truncate">
            {message.deletedAt === null ? toMessageLabel(message, nameOf) : t("deleted")}
          </span>
        </>
      ) : (
        t("replyToUnknown")
      )}
    </>
  );
  if (replyTo === null || !onJump) return <p className={look}>{content}</p>;
  return (
    <button
      type="button"
      onClick={() => onJump(replyTo)}
      className={clsx(look, "touch-area min-h-6 rounded text-left hover:text-ink hover:underline")}
    >
      {content}
    </button>
  );
}
