"use client";

import { useCallback, useState, type KeyboardEvent, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import type { MessageRow } from "@/lib/client/message-rows";

type RowFocus = {
  /** The row whose tools are shown. */
  activeKey: string | null;
  /** The one row that the Tab key reaches; arrow keys go on from there. */
  tabKey: string | null;
  menuKey: string | null;
  setMenuKey: (key: string | null) => void;
  setPointedKey: (key: string | null) => void;
  setFocusedKey: (key: string | null) => void;
  /** Whether the focus is in the list at all; `focusedKey` outlives it. */
  setHasFocus: (hasFocus: boolean) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
};

/** Which message has the keyboard: arrows walk, Home and End jump, Enter and the menu key open its menu. */
export function useRowFocus(
  rows: readonly MessageRow[],
  handle: RefObject<VirtualizerHandle | null>,
): RowFocus {
  const [pointedKey, setPointedKey] = useState<string | null>(null);
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const [menuKey, setMenuKey] = useState<string | null>(null);

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const target = event.target;
      if (!(target instanceof HTMLElement) || target.dataset.row === undefined) return;
      const index = rows.findIndex((row) => row.key === target.dataset.row);
      const next = toNextIndex(event.key, index, rows.length);
      if (next !== null) {
        event.preventDefault();
        const list = event.currentTarget;
        handle.current?.scrollToIndex(next, { align: "nearest" });
        // The row may only exist after the scroll.
        requestAnimationFrame(() => focusRow(list, rows[next]?.key));
      } else if (event.key === "Enter" || event.key === "ContextMenu") {
        event.preventDefault();
        setMenuKey(target.dataset.row);
      }
    },
    [rows, handle],
  );

  return {
    activeKey: menuKey ?? pointedKey ?? (hasFocus ? focusedKey : null),
    tabKey: rows.some((row) => row.key === focusedKey)
      ? focusedKey
      : (rows[rows.length - 1]?.key ?? null),
    menuKey,
    setMenuKey,
    setPointedKey,
    setFocusedKey,
    setHasFocus,
    onKeyDown,
  };
}

function toNextIndex(key: string, index: number, count: number): number | null {
  if (key === "ArrowUp") return Math.max(0, index - 1);
  if (key === "ArrowDown") return Math.min(count - 1, index + 1);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}

function focusRow(list: HTMLElement, key: string | undefined): void {
  for (const row of list.querySelectorAll<HTMLElement>("[data-row]")) {
    if (row.dataset.row === key) row.focus({ preventScroll: true });
  }
}
