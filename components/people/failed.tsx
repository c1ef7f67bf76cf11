"use client";

import { useTranslations } from "next-intl";
import { useProblemText } from "@/components/chat/use-problem-text";
import { Notice } from "@/components/ui/notice";
import { PlazaError } from "@/lib/http/problem";

/** Why something was not done; nothing without a failure. */
export function Failed({ failure }: { failure: unknown }) {
  const t = useTranslations("people");
  const toText = useProblemText();
  if (failure === undefined) return null;
  const isConflict = failure instanceof PlazaError && failure.code === "conflict";
  return <Notice tone="danger">{isConflict ? t("conflict") : toText(failure)}</Notice>;
}
