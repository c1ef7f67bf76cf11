"use client";

import { useSyncExternalStore } from "react";

const isDark = () => matchMedia("(prefers-color-scheme: dark)");

function subscribe(onChange: () => void): () => void {
  const root = new MutationObserver(onChange);
  root.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const system = isDark();
  system.addEventListener("change", onChange);
  return () => {
    root.disconnect();
    system.removeEventListener("change", onChange);
  };
}

const read = () => `${document.documentElement.dataset.theme ?? ""} ${isDark().matches}`;
const readOnServer = () => "";

/** A text that changes whenever the colours of the page do, for what does not follow them by itself. */
export function useTheme(): string {
  return useSyncExternalStore(subscribe, read, readOnServer);
}
