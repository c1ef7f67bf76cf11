"use client";

import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import { isPrepended, type MessageRow } from "@/lib/client/message-rows";

/** Pixels from the end within which the list counts as being at the end. */
const endTolerance = 32;
/** Pixels from the start within which the page before is fetched. */
const earlierDistance = 800;

type ListScrollOptions = {
  list: RefObject<VirtualizerHandle | null>;
  rows: readonly MessageRow[];
  /** Called when the start comes near; may be called again and again. */
  onNearStart: () => void;
};

type ListScroll = {
  /** For virtua: whether this change put rows in front. */
  shift: boolean;
  atEnd: boolean;
  scrollToEnd: () => void;
  onScroll: (offset: number) => void;
  onResize: () => void;
};

/**
 * Keeps the list's place: at the end while it is at the end, else where it is, also when history is put in front.
 * Starts at the first unread message, or at the end.
 */
export function useListScroll({ list, rows, onNearStart }: ListScrollOptions): ListScroll {
  const sticking = useRef(true);
  const positioned = useRef(false);
  const lastOffset = useRef(0);
  const [atEnd, setAtEnd] = useState(true);
  const [seen, setSeen] = useState({ rows, shift: false });
  if (seen.rows !== rows) setSeen({ rows, shift: isPrepended(seen.rows, rows) });

  const lastIndex = rows.length - 1;
  const scrollToEnd = useCallback(() => {
    sticking.current = true;
    list.current?.scrollToIndex(lastIndex, { align: "end" });
  }, [list, lastIndex]);

  useLayoutEffect(() => {
    if (rows.length === 0) return;
    if (!positioned.current) {
      positioned.current = true;
      const unreadIndex = rows.findIndex((row) => row.startsUnread);
      if (unreadIndex > 0) {
        sticking.current = false;
        list.current?.scrollToIndex(unreadIndex, { align: "start" });
        return;
      }
    }
    if (sticking.current) list.current?.scrollToIndex(rows.length - 1, { align: "end" });
  }, [list, rows]);

  const onScroll = useCallback(
    (offset: number) => {
      const handle = list.current;
      if (!handle) return;
      const isAtEnd = handle.scrollSize - offset - handle.viewportSize <= endTolerance;
      // Only moving up lets go of the end: while new rows are measured the end runs away for a moment.
      if (isAtEnd) sticking.current = true;
      else if (offset < lastOffset.current - 1) sticking.current = false;
      lastOffset.current = offset;
      setAtEnd(isAtEnd);
      if (offset < earlierDistance) onNearStart();
    },
    [list, onNearStart],
  );

  const onResize = useCallback(() => {
    const handle = list.current;
    if (!handle) return;
    if (sticking.current) handle.scrollToIndex(lastIndex, { align: "end" });
    // A page that does not fill the view can never be scrolled to its start.
    if (handle.scrollSize <= handle.viewportSize) onNearStart();
  }, [list, lastIndex, onNearStart]);

  return { shift: seen.shift, atEnd, scrollToEnd, onScroll, onResize };
}
