"use client";

import { useEffect, useRef } from "react";

/**
 * Hears of files that are pasted, or dropped beside the places meant for them. Where text is being edited, pasted text
 * goes first. Null: not now; a dropped file still does not replace the page.
 */
export function useFileIntake(onFiles: ((files: readonly File[]) => void) | null): void {
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    const take = (files: readonly File[]) => {
      if (files.length > 0) latest.current?.(files);
    };
    const onPaste = (event: ClipboardEvent) => {
      const data = event.clipboardData;
      if (!data || data.files.length === 0) return;
      const inText =
        event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
      if (inText && data.types.includes("text/plain")) return;
      event.preventDefault();
      take([...data.files]);
    };
    const onDragOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      take([...event.dataTransfer.files]);
    };
    document.addEventListener("paste", onPaste);
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("drop", onDrop);
    return () => {
      document.removeEventListener("paste", onPaste);
      window.removeEventListener("dragover", onDragOver);
      window.removeEventListener("drop", onDrop);
    };
  }, []);
}
