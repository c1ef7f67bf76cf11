"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useToast } from "@/components/ui/toast";
import type { RoomSummary } from "@/lib/chat/schema";
import { toChatHref } from "@/lib/client/chat-address";
import { copyText } from "@/lib/client/copy-text";
import { mayPin } from "@/lib/client/room-rights";
import type { RoomSync } from "@/lib/sync/types";
import { useMe } from "./me";
import type { MessageHandlers } from "./message-row";
import { useProblemText } from "./use-problem-text";

type Marks = Pick<MessageHandlers, "onReact" | "onPin" | "onUnread" | "onLink">;

type MarkOptions = {
  roomId: string;
  room: RoomSummary | undefined;
  /** Not while I am muted, or the room is archived. */
  mayWrite: boolean;
  sync: RoomSync;
  /** My read position stands before this `seq` from now on. */
  onPutBack: (seq: number) => void;
};

/** What can be hung on a message, or done about its place; whatever fails is said in a notice. */
export function useMessageMarks({ roomId, room, mayWrite, sync, onPutBack }: MarkOptions): Marks {
  const t = useTranslations("marks");
  const me = useMe();
  const toast = useToast();
  const toText = useProblemText();
  const isMember = room !== undefined && room.myRole !== null;
  const canReact = isMember && mayWrite;
  const canPin = room !== undefined && mayWrite && mayPin(room, me);
  return useMemo(() => {
    const orSay = (work: Promise<void>) =>
      work.catch((failure: unknown) => toast({ text: toText(failure), tone: "danger" }));
    return {
      onReact: canReact
        ? (message, emoji) => {
            const known = message.reactions.find((reaction) => reaction.emoji === emoji);
            const isOn = known?.userIds.includes(me.id) ?? false;
            void orSay(sync.react(message.id, emoji, !isOn));
          }
        : undefined,
      onPin: canPin ? (message) => void orSay(sync.pin(message.id, !message.pinned)) : undefined,
      onUnread: isMember
        ? ({ seq }) => {
            const done = sync.markUnread(seq).then(() => {
              onPutBack(seq);
              toast({ text: t("unread.done") });
            });
            void orSay(done);
          }
        : undefined,
      onLink: ({ id }) => {
        const href = toChatHref({ roomId, messageId: id, find: null });
        void copyText(location.origin + href).then((copied) =>
          toast(copied ? { text: t("link.copied") } : { text: t("link.failed"), tone: "danger" }),
        );
      },
    };
  }, [roomId, sync, onPutBack, isMember, canReact, canPin, me.id, t, toast, toText]);
}
