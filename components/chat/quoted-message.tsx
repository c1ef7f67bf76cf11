"use client";

import { CornerUpRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Message } from "@/lib/chat/schema";
import { toMessageLabel } from "@/lib/client/message-label";

/** The line above a reply that says what it answers; `message` is null when that is not loaded. */
export function QuotedMessage({ message }: { message: Message | null }) {
  const t = useTranslations("chat.messages");
  return (
    <p className="mb-0.5 flex min-w-0 items-center gap-1.5 text-xs text-muted">
      <CornerUpRight aria-hidden size={12} className="shrink-0" />
      {message ? (
        <>
          <span className="shrink-0 font-medium">
            {t("replyTo", { name: message.authorName || t("formerMember") })}
          </span>
          <span className="truncate">
            {message.deletedAt === null ? toMessageLabel(message) : t("deleted")}
          </span>
        </>
      ) : (
        t("replyToUnknown")
      )}
    </p>
  );
}
