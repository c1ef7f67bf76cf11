"use client";

import { AtSign } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { useMe } from "../chat/me";
import { FindFailed, FindSkeletons } from "./find-state";
import type { FindPanelProps } from "./find-panel";
import { FoundList } from "./found-list";
import { FoundMessage } from "./found-message";
import { useMentions } from "./use-mentions";

/** Where I am mentioned, the latest first. */
export function MentionsPanel({ rooms, openedMessageId, onOpen }: FindPanelProps) {
  const t = useTranslations("find");
  const me = useMe();
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (openedMessageId.current === null) body.current?.focus();
  }, [openedMessageId]);
  const waiting = rooms.reduce((sum, room) => sum + room.mentions, 0);
  const { mentions, error, isLoading, isLoadingMore, hasMore, more, retry } = useMentions(waiting);
  // What was read since it was asked for is known here already.
  const readSeq = new Map(rooms.map((room) => [room.id, room.readSeq]));
  return (
    <div
      ref={body}
      tabIndex={-1}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 py-2 outline-none"
    >
      <p role="status" className="sr-only">
        {isLoading
          ? t("loading")
          : mentions
            ? t("mentions.count", { count: mentions.length, more: String(hasMore) })
            : null}
      </p>
      {error !== undefined ? <FindFailed failure={error} onRetry={retry} /> : null}
      {mentions === undefined ? (
        error === undefined ? (
          <FindSkeletons />
        ) : null
      ) : mentions.length === 0 ? (
        <EmptyState
          icon={<AtSign size={22} />}
          title={t("mentions.none")}
          text={t("mentions.noneText", { name: me.name })}
        />
      ) : (
        <FoundList
          label={t("mentions.title")}
          openedMessageId={openedMessageId}
          busy={false}
          hasMore={hasMore}
          loadingMore={isLoadingMore}
          onMore={more}
        >
          {mentions.map(({ message, unread }) => (
            <FoundMessage
              key={message.id}
              message={message}
              highlights={none}
              room={rooms.find(({ id }) => id === message.roomId)}
              unread={unread && message.seq > (readSeq.get(message.roomId) ?? 0)}
              onOpen={onOpen}
            />
          ))}
        </FoundList>
      )}
    </div>
  );
}

const none: never[] = [];
