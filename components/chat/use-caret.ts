"use client";

import { useSyncExternalStore, type RefObject } from "react";

const events = ["selectionchange", "input", "focusin", "focusout"];

function subscribe(onChange: () => void): () => void {
  for (const name of events) document.addEventListener(name, onChange);
  return () => {
    for (const name of events) document.removeEventListener(name, onChange);
  };
}

/** Where the caret stands in a field; null while the field is not focused or something is selected. */
export function useCaret(field: RefObject<HTMLTextAreaElement | null>): number | null {
  return useSyncExternalStore(
    subscribe,
    () => {
      const element = field.current;
      if (!element || document.activeElement !== element) return null;
      return element.selectionStart === element.selectionEnd ? element.selectionEnd : null;
    },
    () => null,
  );
}
