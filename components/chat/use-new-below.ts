"use client";

import { useMemo, useState } from "react";
import type { RoomView } from "@/lib/sync/types";
import { useMe } from "./me";

/** How many messages came in since the newest was in view; of what is not loaded, mine count as well. */
export function useNewBelow({ messages, newestSeq, hasLater }: RoomView, atEnd: boolean): number {
  const me = useMe();
  const [seenSeq, setSeenSeq] = useState(newestSeq);
  if (atEnd && seenSeq !== newestSeq) setSeenSeq(newestSeq);
  return useMemo(
    () =>
      hasLater
        ? Math.max(0, newestSeq - seenSeq)
        : messages.filter(({ seq, authorId }) => seq > seenSeq && authorId !== me.id).length,
    [hasLater, newestSeq, messages, seenSeq, me.id],
  );
}
