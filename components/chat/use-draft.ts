"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import {
  fromKept,
  noDraft,
  toKept,
  type DraftContent,
  type ReplyTarget,
} from "@/lib/client/draft-content";
import { findDraft, keepDraft } from "@/lib/client/drafts";
import { followDraft } from "@/lib/client/follow-draft";
import {
  addMention,
  changeText,
  joinTexts,
  type MentionText,
  type PlacedMention,
} from "@/lib/client/mention-text";
import type { Channel } from "@/lib/sync/effects";

export type Draft = DraftContent & {
  change: (text: string) => void;
  /** What stands in the field at that place names this person. */
  mention: (mention: PlacedMention) => void;
  reply: (to: ReplyTarget | null) => void;
  /** It is sent: the field is empty at once, but the text is kept until its message is. */
  send: (kept: Promise<void>) => void;
};

/** The unsent text of mine in a room, and what it answers; outlives the page. Mount once per room. */
export function useDraft(userId: string, roomId: string): Draft {
  const [content, setContent] = useState(() => fromKept(findDraft(userId, roomId)));
  const current = useRef(content);
  const others = useRef<Channel>(null);
  const acts = useMemo(() => {
    const leaving = new Map<Promise<void>, MentionText>();
    const show = (next: DraftContent) => {
      current.current = next;
      setContent(next);
    };
    const keep = () => {
      const { replyTo } = current.current;
      const texts = joinTexts([...leaving.values(), current.current]);
      const kept = toKept({ ...texts, replyTo });
      others.current?.tell([keepDraft(userId, roomId, kept), kept]);
    };
    const become = (next: Partial<DraftContent>) => {
      show({ ...current.current, ...next });
      keep();
    };
    return {
      show,
      change: (text: string) => become(changeText(current.current, text)),
      mention: (mention: PlacedMention) => become(addMention(current.current, mention)),
      reply: (replyTo: ReplyTarget | null) => become({ replyTo }),
      send: (kept: Promise<void>) => {
        leaving.set(kept, current.current);
        show(noDraft);
        void kept.then(() => {
          leaving.delete(kept);
          keep();
        });
      },
    };
  }, [userId, roomId]);
  useEffect(() => {
    const mine = () => toKept(current.current);
    const channel = followDraft(userId, roomId, mine, (kept) => acts.show(fromKept(kept)));
    others.current = channel;
    return () => {
      others.current = null;
      channel.close();
    };
  }, [userId, roomId, acts]);
  const { change, mention, reply, send } = acts;
  return { ...content, change, mention, reply, send };
}
