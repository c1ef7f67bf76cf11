"use client";

import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import type { MessageRow } from "@/lib/client/message-rows";

/** Pixels from the end within which the list counts as being at the end. */
const endTolerance = 32;
/** Pixels from either end within which the page beyond is fetched. */
const nearDistance = 800;

/** Where a list stands: which row at its upper edge, and how many pixels of it are above. `null`: at its end. */
export type ListPlace = { key: string; seq: number; above: number } | null;

type ListScrollOptions = {
  list: RefObject<VirtualizerHandle | null>;
  rows: readonly MessageRow[];
  /** Another one: the rows are those of another part of the room. */
  part: number;
  /** The end of the rows is not the end of the room. */
  hasLater: boolean;
  /** The row to stand at, as soon as it is there. */
  targetKey: string | null;
  /** Called when an end comes near; may be called again and again. */
  onNearStart: () => void;
  onNearEnd: () => void;
  /** The row in the middle of the view. */
  onLook: (row: MessageRow) => void;
};

type ListScroll = {
  atEnd: boolean;
  scrollToEnd: () => void;
  /** Stays at the end from now on, as soon as it is there. */
  stickToEnd: () => void;
  /** Puts a row in the middle of the view, or with `above` pixels of it over the upper edge. */
  standAt: (index: number, above: number | null) => void;
  place: () => ListPlace;
  onScroll: (offset: number) => void;
  onResize: () => void;
};

/**
 * Keeps the list's place: at the end while it is at the end, else where it is. Starts at the target, at the first unread
 * message, or at the end.
 */
export function useListScroll(options: ListScrollOptions): ListScroll {
  const { list, rows, part, hasLater, targetKey, onNearStart, onNearEnd, onLook } = options;
  const sticking = useRef(true);
  const shownPart = useRef<number | null>(null);
  const lastOffset = useRef(0);
  const lastPlace = useRef<ListPlace>(null);
  const [atEnd, setAtEnd] = useState(true);

  const lastIndex = rows.length - 1;
  const scrollToEnd = useCallback(() => {
    sticking.current = true;
    list.current?.scrollToIndex(lastIndex, { align: "end" });
  }, [list, lastIndex]);

  const stickToEnd = useCallback(() => {
    sticking.current = true;
    if (!hasLater) scrollToEnd();
  }, [hasLater, scrollToEnd]);
  const standAt = useCallback(
    (index: number, above: number | null) => {
      sticking.current = false;
      const opts =
        above === null
          ? ({ align: "center" } as const)
          : ({ align: "start", offset: above } as const);
      list.current?.scrollToIndex(index, opts);
    },
    [list],
  );

  const readPlace = useCallback(
    (offset: number): ListPlace => {
      const handle = list.current;
      const index = handle?.findItemIndex(offset) ?? -1;
      const row = rows[index];
      if (!handle || row?.content.type !== "message") return null;
      const above = offset - handle.getItemOffset(index);
      return { key: row.key, seq: row.content.message.seq, above };
    },
    [list, rows],
  );

  useLayoutEffect(() => {
    if (rows.length === 0) return;
    const isFirst = shownPart.current === null;
    if (shownPart.current !== part) {
      shownPart.current = part;
      const target = rows.findIndex(({ key }) => key === targetKey);
      const unread = isFirst ? rows.findIndex((row) => row.startsUnread) : -1;
      const before = rows.findIndex(({ key }) => key === lastPlace.current?.key);
      // Whoever set the target puts the list there, when this is done.
      if (target >= 0) return;
      if (unread > 0) {
        sticking.current = false;
        // Not returned: it answers a promise at run time, which React would call as a clean-up.
        list.current?.scrollToIndex(unread, { align: "start" });
        return;
      }
      if (!sticking.current && before >= 0) {
        const offset = lastPlace.current?.above ?? 0;
        list.current?.scrollToIndex(before, { align: "start", offset });
        return;
      }
      sticking.current = true;
    }
    if (sticking.current) list.current?.scrollToIndex(rows.length - 1, { align: "end" });
  }, [list, rows, part, targetKey]);

  const lookAround = useCallback(
    (offset: number) => {
      const handle = list.current;
      if (!handle) return;
      const middle = rows[handle.findItemIndex(offset + handle.viewportSize / 2)];
      if (middle) onLook(middle);
      if (offset < nearDistance) onNearStart();
      const below = handle.scrollSize - offset - handle.viewportSize;
      if (hasLater && below < nearDistance) onNearEnd();
    },
    [list, rows, hasLater, onLook, onNearStart, onNearEnd],
  );

  const onScroll = useCallback(
    (offset: number) => {
      const handle = list.current;
      if (!handle) return;
      const below = handle.scrollSize - offset - handle.viewportSize;
      const isAtEnd = !hasLater && below <= endTolerance;
      // Only moving up lets go of the end: while new rows are measured the end runs away for a moment.
      if (isAtEnd) sticking.current = true;
      else if (hasLater || offset < lastOffset.current - 1) sticking.current = false;
      lastOffset.current = offset;
      lastPlace.current = readPlace(offset);
      setAtEnd(isAtEnd);
      lookAround(offset);
    },
    [list, hasLater, readPlace, lookAround],
  );

  const onResize = useCallback(() => {
    const handle = list.current;
    if (!handle) return;
    if (sticking.current && !hasLater) handle.scrollToIndex(lastIndex, { align: "end" });
    // A page that does not fill the view can never be scrolled to its start.
    if (handle.scrollSize <= handle.viewportSize) onNearStart();
  }, [list, hasLater, lastIndex, onNearStart]);

  const place = useCallback(
    () => (sticking.current ? null : readPlace(list.current?.scrollOffset ?? 0)),
    [list, readPlace],
  );
  return { atEnd: atEnd && !hasLater, scrollToEnd, stickToEnd, standAt, place, onScroll, onResize };
}
