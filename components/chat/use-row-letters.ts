"use client";

import { useCallback } from "react";
import { toQuickEmoji } from "@/lib/client/quick-emoji";
import { areBareKeysOn, shortcuts } from "@/lib/client/shortcuts";
import type { MessageRow } from "@/lib/client/message-rows";
import { useMe } from "./me";
import type { MessageHandlers } from "./message-row";

const { reply, edit, react, pin, markUnread, copyLink } = shortcuts;

/** What a letter does with the message that has the keyboard; which letters is in the list of shortcuts. */
export function useRowLetters(
  handlers: MessageHandlers,
): (letter: string, row: MessageRow) => boolean {
  const me = useMe();
  return useCallback(
    (letter, { content }) => {
      if (!areBareKeysOn() || content.type !== "message" || content.message.deletedAt !== null)
        return false;
      const { message } = content;
      const acts: Record<string, (() => void) | undefined | false> = {
        [reply.chords[0].key]: handlers.onReply && (() => handlers.onReply?.(message)),
        [edit.chords[0].key]:
          message.authorId === me.id && handlers.onEdit && (() => handlers.onEdit?.(message)),
        [react.chords[0].key]:
          handlers.onReact && (() => handlers.onReact?.(message, toQuickEmoji()[0] ?? "👍")),
        [pin.chords[0].key]: handlers.onPin && (() => handlers.onPin?.(message)),
        [markUnread.chords[0].key]: handlers.onUnread && (() => handlers.onUnread?.(message)),
        [copyLink.chords[0].key]: () => handlers.onLink(message),
      };
      const act = acts[letter];
      if (!act) return false;
      act();
      return true;
    },
    [handlers, me.id],
  );
}
