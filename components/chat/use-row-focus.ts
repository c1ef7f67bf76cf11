"use client";

import { useCallback, useState, type KeyboardEvent, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import type { MessageRow } from "@/lib/client/message-rows";

type RowFocus = {
  /** The row whose tools are shown. */
  activeKey: string | null;
  /** The one row that the Tab key reaches; arrow keys go on from there. */
  tabKey: string | null;
  /** The row that has the focus, itself or something in it. */
  focusedKey: string | null;
  menuKey: string | null;
  setMenuKey: (key: string | null) => void;
  /** The row whose tools stay, as something of them is open. */
  setHeldKey: (key: string | null) => void;
  setPointedKey: (key: string | null) => void;
  setFocusedKey: (key: string | null) => void;
  /** Whether the focus is in the list at all; `focusedKey` outlives it. */
  setHasFocus: (hasFocus: boolean) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
};

/**
 * Which message has the keyboard: arrows, j and k walk, Home and End jump, Enter and the menu key open its menu. Other
 * letters are for `onLetter`, which says whether it knew them.
 */
export function useRowFocus(
  rows: readonly MessageRow[],
  handle: RefObject<VirtualizerHandle | null>,
  onLetter: (letter: string, row: MessageRow) => boolean,
): RowFocus {
  const [pointedKey, setPointedKey] = useState<string | null>(null);
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const [menuKey, setMenuKey] = useState<string | null>(null);
  const [heldKey, setHeldKey] = useState<string | null>(null);

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const target = event.target;
      if (!(target instanceof HTMLElement) || target.dataset.row === undefined) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const index = rows.findIndex((row) => row.key === target.dataset.row);
      const row = rows[index];
      const next = toNextIndex(event.key, index, rows.length);
      if (next !== null) {
        event.preventDefault();
        handle.current?.scrollToIndex(next, { align: "nearest" });
        focusRow(event.currentTarget, rows[next]?.key);
      } else if (event.key === "Enter" || event.key === "ContextMenu") {
        event.preventDefault();
        setMenuKey(target.dataset.row);
      } else if (row && onLetter(event.key, row)) {
        event.preventDefault();
      }
    },
    [rows, handle, onLetter],
  );

  const ownKey = hasFocus ? focusedKey : null;
  return {
    activeKey: menuKey ?? heldKey ?? pointedKey ?? ownKey,
    focusedKey: ownKey,
    tabKey: rows.some((row) => row.key === focusedKey)
      ? focusedKey
      : (rows[rows.length - 1]?.key ?? null),
    menuKey,
    setMenuKey,
    setHeldKey,
    setPointedKey,
    setFocusedKey,
    setHasFocus,
    onKeyDown,
  };
}

function toNextIndex(key: string, index: number, count: number): number | null {
  if (key === "ArrowUp" || key === "k") return Math.max(0, index - 1);
  if (key === "ArrowDown" || key === "j") return Math.min(count - 1, index + 1);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}

const mostFrames = 20;

/** Focuses a row, which may only be drawn after a scroll that has just begun. */
export function focusRow(list: HTMLElement, key: string | undefined, frames = mostFrames): void {
  requestAnimationFrame(() => {
    for (const row of list.querySelectorAll<HTMLElement>("[data-row]")) {
      if (row.dataset.row === key) return row.focus({ preventScroll: true });
    }
    if (frames > 1) focusRow(list, key, frames - 1);
  });
}
