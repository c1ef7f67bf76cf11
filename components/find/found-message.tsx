"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { useCallback, useMemo, useSyncExternalStore, type MouseEvent } from "react";
import { Avatar } from "@/components/ui/avatar";
import type { Message, RoomSummary } from "@/lib/chat/schema";
import { toChatHref } from "@/lib/client/chat-address";
import { toRoomName } from "@/lib/client/room-order";
import { toSnippet, type Span } from "@/lib/client/snippet";
import { nameBook, nameOf } from "../chat/use-name";

type FoundMessageProps = {
  message: Message;
  highlights: readonly Span[];
  /** Undefined when it is not in the list. */
  room: RoomSummary | undefined;
  unread?: boolean;
  onOpen: (message: Message) => void;
};

/** A message out of its room: a link to where it stands. */
export function FoundMessage({ message, highlights, room, unread, onOpen }: FoundMessageProps) {
  const t = useTranslations("find");
  const chat = useTranslations("chat.messages");
  const nameIn = useMentionedNames(message.body);
  const pieces = useMemo(
    () => toSnippet(message, highlights, nameIn),
    [message, highlights, nameIn],
  );
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(message);
  };
  const author = message.authorName || chat("formerMember");
  return (
    <li>
      <a
        href={toChatHref({ roomId: message.roomId, messageId: message.id, find: null })}
        data-found={message.id}
        onClick={onClick}
        className="flex gap-2.5 rounded-lg px-2 py-2.5 outline-offset-[-2px] transition-colors hover:bg-subtle"
      >
        <Avatar name={author} image={message.authorImage} colorKey={message.authorId} size="sm" />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate text-sm font-medium">{author}</span>
            {unread ? (
              <span className="shrink-0 text-xs font-semibold text-accent-strong">
                {t("mentions.unread")}
              </span>
            ) : null}
            <FoundTime at={message.createdAt} />
          </span>
          <span className="line-clamp-3 text-sm break-words [overflow-wrap:anywhere]">
            {pieces.map(({ text, found }, index) =>
              found ? (
                <mark
                  key={index}
                  className="rounded-sm bg-warn-soft px-px font-semibold text-ink underline decoration-warn decoration-2 underline-offset-2"
                >
                  {text}
                </mark>
              ) : (
                text
              ),
            )}
          </span>
          {room ? (
            <span className="mt-0.5 block truncate text-xs text-muted">
              {t("inRoom", { name: toRoomName(room) })}
            </span>
          ) : null}
        </span>
      </a>
    </li>
  );
}

function FoundTime({ at }: { at: number }) {
  const format = useFormatter();
  const now = useNow();
  const date = new Date(at);
  const day =
    date.toDateString() === now.toDateString()
      ? {}
      : date.getFullYear() === now.getFullYear()
        ? ({ month: "short", day: "numeric" } as const)
        : ({ year: "numeric", month: "short", day: "numeric" } as const);
  return (
    <time dateTime={date.toISOString()} className="shrink-0 text-xs text-muted">
      {format.dateTime(at, { ...day, hour: "numeric", minute: "2-digit" })}
    </time>
  );
}

/** What those are called whom a text names; asked for what is not known yet. */
function useMentionedNames(body: string): (userId: string) => string | undefined {
  const ids = useMemo(
    () => [...body.matchAll(/<@([A-Za-z0-9_-]{1,32})>/gu)].map((match) => match[1] ?? ""),
    [body],
  );
  const names = useSyncExternalStore(
    useCallback(
      (onChange: () => void) => {
        const stops = ids.map((id) => nameBook.watch(id, onChange));
        return () => stops.forEach((stop) => stop());
      },
      [ids],
    ),
    () => ids.map((id) => nameOf(id) ?? "").join("\n"),
    () => "",
  );
  return useMemo(() => {
    const byId = new Map(names.split("\n").map((name, index) => [ids[index], name]));
    return (userId) => byId.get(userId) || undefined;
  }, [ids, names]);
}
