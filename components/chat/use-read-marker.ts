"use client";

import { useEffect } from "react";
import { useAttention } from "./use-attention";

/** Reports the newest message as read once it is in view and somebody is looking. */
export function useReadMarker(
  lastSeq: number | null,
  atEnd: boolean,
  onRead: (seq: number) => void,
): void {
  const attentive = useAttention();
  useEffect(() => {
    if (attentive && atEnd && lastSeq !== null) onRead(lastSeq);
  }, [attentive, atEnd, lastSeq, onRead]);
}
