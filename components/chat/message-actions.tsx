"use client";

import { Ellipsis, Pencil, Reply, SmilePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { MenuOnDemand } from "@/components/ui/menu-on-demand";
import { OnDemand } from "@/components/ui/on-demand";
import type { Message } from "@/lib/chat/schema";
import { toQuickEmoji } from "@/lib/client/quick-emoji";
import { useMe } from "./me";
import type { MessageHandlers } from "./message-row";

export type MessageActionsProps = {
  message: Message;
  mayDelete: boolean;
  handlers: MessageHandlers;
  /** Also opened from the keyboard, by the list. */
  menuOpen: boolean;
  onMenuOpenChange: (open: boolean) => void;
  /** Something of it is open: it stays, wherever the pointer goes. */
  onHold: (held: boolean) => void;
};

const loadPanel = async () => (await import("./message-menu-panel")).MessageMenuPanel;
const loadEmoji = async () => (await import("./emoji-popover")).EmojiPopover;

/** The tools in the corner of the message that is pointed at or has the focus. */
export function MessageActions(props: MessageActionsProps) {
  const { message, handlers, menuOpen, onMenuOpenChange } = props;
  const t = useTranslations("chat.messages");
  const tm = useTranslations("marks");
  const emoji = useTranslations("compose.emoji");
  const picker = useRef<HTMLSpanElement>(null);
  const [quick] = useState(toQuickEmoji);
  // Stays once opened: a menu that closes gives the focus back to its button.
  const [wasOpened, setWasOpened] = useState(false);
  if (menuOpen && !wasOpened) setWasOpened(true);
  const trigger = (
    <button
      type="button"
      aria-label={t("actions", { name: message.authorName })}
      aria-haspopup="menu"
      onClick={wasOpened ? undefined : () => onMenuOpenChange(true)}
      className="touch-area inline-flex size-10 items-center justify-center rounded-lg text-muted hover:bg-subtle hover:text-ink md:size-8"
    >
      <Ellipsis aria-hidden size={18} />
    </button>
  );
  const { onReact, onReply, onEdit } = handlers;
  const mine = message.authorId === useMe().id;
  return (
    <div className="absolute -top-3 right-3 flex rounded-lg border border-line bg-raised p-0.5 shadow-raised">
      {onReact ? (
        <>
          {quick.map((face) => (
            <IconButton
              key={face}
              label={tm("reactions.with", { emoji: face })}
              size="sm"
              className="hidden md:inline-flex"
              onClick={() => onReact(message, face)}
            >
              <span aria-hidden>{face}</span>
            </IconButton>
          ))}
          <span ref={picker} onClickCapture={() => props.onHold(true)} className="inline-flex">
            <MenuOnDemand
              popup="dialog"
              load={loadEmoji}
              field={emoji("search")}
              panelProps={{
                onPick: (picked: string) => onReact(message, picked),
                onClosed: () => {
                  props.onHold(false);
                  picker.current?.closest<HTMLElement>("[data-row]")?.focus();
                },
              }}
              trigger={
                <button
                  type="button"
                  aria-label={tm("reactions.add")}
                  data-tooltip={tm("reactions.add")}
                  className="touch-area inline-flex size-10 items-center justify-center rounded-lg text-muted hover:bg-subtle hover:text-ink md:size-8"
                >
                  <SmilePlus aria-hidden size={18} />
                </button>
              }
            />
          </span>
        </>
      ) : null}
      {onReply ? (
        <IconButton label={tm("reply")} size="sm" onClick={() => onReply(message)}>
          <Reply aria-hidden />
        </IconButton>
      ) : null}
      {mine && onEdit ? (
        <IconButton label={t("edit")} size="sm" onClick={() => onEdit(message)}>
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
