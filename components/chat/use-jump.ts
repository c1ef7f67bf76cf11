"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import { useToast } from "@/components/ui/toast";
import { PlazaError } from "@/lib/http/problem";
import type { RoomSync } from "@/lib/sync/types";
import type { MessageListHandle } from "./message-list";
import type { ListPlace } from "./use-list-scroll";
import { useProblemText } from "./use-problem-text";

/** The message that the address asks for; another `visit` asks again. */
export type JumpTarget = { messageId: string; visit: number } | null;

/** Where the list is to stand; a new object for each time. */
export type Standing =
  | { kind: "message"; messageId: string }
  | { kind: "place"; place: NonNullable<ListPlace>; focusKey: string }
  | { kind: "end"; focusKey: string }
  | null;

/** Where one was, and the row that had the focus. */
type Origin = { place: ListPlace; focusKey: string | null };

type Jump = {
  standing: Standing;
  /** The first jump is under way: there is nothing to show before it. */
  isArriving: boolean;
  /** Leads back to where one was before the jump; `null` when one came from elsewhere. */
  goBack: (() => void) | null;
  /** Down to the newest message. */
  goToNewest: () => void;
};

type JumpOptions = {
  sync: RoomSync;
  list: RefObject<MessageListHandle | null>;
  target: JumpTarget;
  /** Names another message in the address; null: none. */
  onTarget: (messageId: string | null) => void;
};

/** Goes where the address says: to a message, and back to where one was when Back takes that away again. */
export function useJump({ sync, list, target, onTarget }: JumpOptions): Jump {
  const t = useTranslations("marks.jump");
  const toast = useToast();
  const toText = useProblemText();
  const [standing, setStanding] = useState<Standing>(null);
  const [isArriving, setArriving] = useState(target !== null);
  /** Where one was before the first jump; undefined while the address named a message from the start. */
  const origin = useRef<Origin | undefined>(undefined);
  const [hasOrigin, setHasOrigin] = useState(false);
  const wasAt = useRef<JumpTarget>(null);

  const say = useCallback(
    (failure: unknown) => {
      const isMissing = failure instanceof PlazaError && failure.code === "not_found";
      toast({ text: isMissing ? t("missing") : toText(failure), tone: "danger" });
    },
    [t, toast, toText],
  );

  const goTo = useCallback(
    async (next: Exclude<Standing, { kind: "end" } | null>) => {
      const wanted =
        next.kind === "message" ? { messageId: next.messageId } : { seq: next.place.seq };
      // First, so that the list knows where to stand when the messages are there.
      setStanding(next);
      try {
        await sync.goTo(wanted);
      } catch (failure) {
        setStanding(null);
        say(failure);
      }
      setArriving(false);
    },
    [sync, say],
  );

  // The list is read when it is pressed, not when this is made.
  // eslint-disable-next-line react-hooks/preserve-manual-memoization
  const goToNewest = useCallback(() => {
    origin.current = undefined;
    setHasOrigin(false);
    setStanding(null);
    onTarget(null);
    list.current?.stickToEnd();
    sync.goTo("newest").then(() => list.current?.stickToEnd(), say);
  }, [sync, list, onTarget, say]);

  const messageId = target?.messageId ?? null;
  const visit = target?.visit ?? 0;
  // The address is changed by links, by Back and by other parts of the page; going there is what follows from it.
  useEffect(() => {
    const before = wasAt.current;
    wasAt.current = messageId === null ? null : { messageId, visit };
    if (messageId !== null) {
      if (before?.messageId === messageId && before.visit === visit) return;
      if (before === null && list.current) {
        origin.current = { place: list.current.place(), focusKey: list.current.focusedKey() };
        setHasOrigin(true);
      }
      void goTo({ kind: "message", messageId });
    } else if (before !== null && origin.current !== undefined) {
      const { place, focusKey } = origin.current;
      origin.current = undefined;
      setHasOrigin(false);
      if (place !== null) void goTo({ kind: "place", place, focusKey: focusKey ?? place.key });
      else {
        goToNewest();
        if (focusKey !== null) setStanding({ kind: "end", focusKey });
      }
    }
  }, [messageId, visit, list, goTo, goToNewest]);

  const goBack = hasOrigin && messageId !== null ? () => history.back() : null;
  return { standing, isArriving, goBack, goToNewest };
}
