import { useRef } from "react";

/** A menu that closes while a dialog opens has lost the focus already, and its item was the last to have it. */
let focusedLast: Element | null = null;
if (typeof document !== "undefined") {
  document.addEventListener("focusin", ({ target }) => {
    focusedLast = target instanceof Element ? target : null;
  });
}

export type ReturnFocus = {
  /** Who gets the focus when what had it is gone. */
  fallback?: () => HTMLElement | null;
  /** When it has closed and the focus is back: it may go elsewhere from here. */
  onClosed?: () => void;
};

/**
 * What a dialog that is opened by state does with the focus: remembers who had it and gives it back, which Radix does for
 * triggers of its own only.
 */
export function useReturnFocus({ fallback, onClosed }: ReturnFocus) {
  const opener = useRef<HTMLElement | null>(null);
  return {
    /** When the dialog is about to take the focus. */
    remember: () => {
      opener.current = findOpener(focusedLast ?? document.activeElement);
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      // Somebody else may have taken it since.
      if (document.activeElement === document.body) opener.current?.focus();
      if (document.activeElement === document.body) fallback?.()?.focus();
      onClosed?.();
    },
  };
}

/** An item goes away with its menu: then it is the button that opened the menu, which names it. */
function findOpener(focused: Element | null): HTMLElement | null {
  const menu = focused?.closest("[role=menu]");
  const opener = menu
    ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "")
    : focused;
  return opener instanceof HTMLElement ? opener : null;
}
