"use client";

import { CornerUpRight, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import type { ReplyTarget } from "@/lib/client/draft-content";

type ReplyLineProps = { target: ReplyTarget; onCancel: () => void };

/** Says above the composer what the message that is being written answers. */
export function ReplyLine({ target, onCancel }: ReplyLineProps) {
  const t = useTranslations("compose.reply");
  const { name, label } = target;
  return (
    <div className="flex min-w-0 items-center gap-2 px-2 pb-1 text-sm text-muted">
      <CornerUpRight aria-hidden size={14} className="shrink-0" />
      <p role="status" className="flex min-w-0 flex-1 gap-1.5">
        <span className="max-w-[60%] shrink-0 truncate font-medium text-ink">
          {name === "" ? t("toUnknown") : t("to", { name })}
        </span>
        <span className="truncate">{label}</span>
      </p>
      <IconButton size="sm" label={t("cancel")} onClick={onCancel}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
