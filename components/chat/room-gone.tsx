"use client";

import { DoorClosed } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** The room does not exist for me, or not any more. */
export function RoomGone({ onBack }: { onBack: () => void }) {
  const t = useTranslations("chat.room");
  return (
    <div role="alert" className="flex flex-1 items-center justify-center">
      <EmptyState icon={<DoorClosed size={22} />} title={t("goneTitle")} text={t("goneText")}>
        <Button variant="primary" onClick={onBack}>
          {t("goneBack")}
        </Button>
      </EmptyState>
    </div>
  );
}
