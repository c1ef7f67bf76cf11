"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useToast } from "@/components/ui/toast";
import { copyText } from "@/lib/client/copy-text";

/** Puts a link on the clipboard and says whether that worked. */
export function useCopyLink(): (link: string) => Promise<void> {
  const t = useTranslations("shares.copy");
  const toast = useToast();
  return useCallback(
    async (link) => {
      const copied = await copyText(link);
      toast(copied ? { text: t("done") } : { text: t("failed"), tone: "danger" });
    },
    [t, toast],
  );
}
