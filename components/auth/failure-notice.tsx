"use client";

import { useProblemText } from "@/components/chat/use-problem-text";
import { Notice } from "@/components/ui/notice";

/** A failure that no field can show; nothing without one. */
export function FailureNotice({ failure }: { failure: unknown }) {
  const problemText = useProblemText();
  return failure ? <Notice tone="danger">{problemText(failure)}</Notice> : null;
}
