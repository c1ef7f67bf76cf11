"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { Message } from "@/lib/chat/schema";
import { toMessageLabel } from "@/lib/client/message-label";
import { useMe } from "./me";
import { nameOf } from "./use-name";

/** At most one announcement in this time: a busy room must not talk without end. */
const quietMs = 3000;

/** Tells screen readers of messages that others write while the room is open. */
export function Announcer({ messages }: { messages: readonly Message[] }) {
  const t = useTranslations("chat.messages");
  const me = useMe();
  const [text, setText] = useState("");
  const announcedSeq = useRef(messages[messages.length - 1]?.seq ?? 0);
  const lastAt = useRef(0);
  const lastSeq = messages[messages.length - 1]?.seq ?? 0;

  useEffect(() => {
    if (lastSeq <= announcedSeq.current) return;
    const timer = setTimeout(
      () => {
        const fresh = messages.filter(
          ({ seq, authorId, deletedAt }) =>
            seq > announcedSeq.current && authorId !== me.id && deletedAt === null,
        );
        announcedSeq.current = lastSeq;
        lastAt.current = Date.now();
        const [first] = fresh;
        if (!first) return;
        setText(
          fresh.length === 1
            ? t("announceOne", { name: first.authorName, text: toMessageLabel(first, nameOf) })
            : t("announceMany", { count: fresh.length }),
        );
      },
      Math.max(0, lastAt.current + quietMs - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [lastSeq, messages, me.id, t]);

  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}
