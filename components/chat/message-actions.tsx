"use client";

import { Ellipsis, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { OnDemand } from "@/components/ui/on-demand";
import type { Message } from "@/lib/chat/schema";

export type MessageActionsProps = {
  message: Message;
  mayEdit: boolean;
  mayDelete: boolean;
  onEdit: () => void;
  onDelete: () => void;
  onShare: () => void;
  /** Also opened from the keyboard, by the list. */
  menuOpen: boolean;
  onMenuOpenChange: (open: boolean) => void;
};

const loadPanel = async () => (await import("./message-menu-panel")).MessageMenuPanel;

/** The tools in the corner of the message that is pointed at or has the focus. */
export function MessageActions(props: MessageActionsProps) {
  const { message, menuOpen, onMenuOpenChange } = props;
  const t = useTranslations("chat.messages");
  // Stays once opened: a menu that closes gives the focus back to its button.
  const [wasOpened, setWasOpened] = useState(false);
  if (menuOpen && !wasOpened) setWasOpened(true);
  const trigger = (
    <button
      type="button"
      aria-label={t("actions", { name: message.authorName })}
      aria-haspopup="menu"
      onClick={wasOpened ? undefined : () => onMenuOpenChange(true)}
      className="inline-flex size-10 items-center justify-center rounded-lg text-muted hover:bg-subtle hover:text-ink md:size-8"
    >
      <Ellipsis aria-hidden size={18} />
    </button>
  );
  return (
    <div className="absolute -top-3 right-3 flex rounded-lg border border-line bg-raised p-0.5 shadow-raised">
      {props.mayEdit ? (
        <IconButton label={t("edit")} size="sm" onClick={props.onEdit}>
          <Pencil aria-hidden />
        </IconButton>
      ) : null}
      {wasOpened ? (
        <OnDemand load={loadPanel} fallback={trigger} onFailure={() => onMenuOpenChange(false)}>
          {(Panel) => <Panel {...props} trigger={trigger} />}
        </OnDemand>
      ) : (
        trigger
      )}
    </div>
  );
}
