"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";

type EarlierMessagesProps = { loading: boolean; failed: boolean; onLoad: () => void };

/** Floats over the top of the list, so that its coming and going moves nothing. */
export function EarlierMessages({ loading, failed, onLoad }: EarlierMessagesProps) {
  const t = useTranslations("chat.messages");
  return (
    <div role="status" className="absolute inset-x-0 top-2 z-10 flex justify-center">
      {loading ? (
        <span className="flex items-center gap-2 rounded-full border border-line bg-raised px-3 py-1 text-xs text-muted shadow-raised">
          <Spinner size={12} />
          {t("loadingEarlier")}
        </span>
      ) : failed ? (
        <Button size="sm" onClick={onLoad}>
          {t("loadEarlier")}
        </Button>
      ) : null}
    </div>
  );
}
