"use client";

import { useState, type DragEvent } from "react";

type FileDrop = {
  /** Files are held over the element. */
  isOver: boolean;
  handlers: {
    onDragEnter: (event: DragEvent) => void;
    onDragOver: (event: DragEvent) => void;
    onDragLeave: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
};

/** Takes files that are dropped on an element; text and links go where they always go. */
export function useFileDrop(onFiles: ((files: readonly File[]) => void) | null): FileDrop {
  const [isOver, setIsOver] = useState(false);
  const bringsFiles = (event: DragEvent) =>
    onFiles !== null && event.dataTransfer.types.includes("Files");
  return {
    isOver,
    handlers: {
      onDragEnter: (event) => {
        if (bringsFiles(event)) setIsOver(true);
      },
      onDragOver: (event) => {
        if (!bringsFiles(event)) return;
        // Without it the browser would open the file.
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      },
      onDragLeave: (event) => {
        const next = event.relatedTarget;
        if (!(next instanceof Node) || !event.currentTarget.contains(next)) setIsOver(false);
      },
      onDrop: (event) => {
        setIsOver(false);
        if (!bringsFiles(event)) return;
        event.preventDefault();
        onFiles?.([...event.dataTransfer.files]);
      },
    },
  };
}
