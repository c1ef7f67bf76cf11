"use client";

import { useEffect } from "react";

/** Has the browser ask before the page is left while messages have not gone out. */
export function useUnsentGuard(unsent: boolean): void {
  useEffect(() => {
    if (!unsent) return;
    const onBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", onBeforeUnload);
    return () => window.removeEventListener("beforeunload", onBeforeUnload);
  }, [unsent]);
}
