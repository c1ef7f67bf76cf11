"use client";

import {
  Copy,
  Flag,
  Gavel,
  Link,
  MailOpen,
  Pencil,
  Pin,
  PinOff,
  Reply,
  Share2,
  Trash2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import type { MenuPanelProps } from "@/components/ui/menu-on-demand";
import { useToast } from "@/components/ui/toast";
import { copyText } from "@/lib/client/copy-text";
import { fromBody } from "@/lib/client/mention-text";
import { findShareableImages } from "@/lib/client/shareable-images";
import { useMe } from "./me";
import type { MessageActionsProps } from "./message-actions";
import { nameOf } from "./use-name";

/** What can be done with a message. */
export function MessageMenuPanel(props: MenuPanelProps & MessageActionsProps) {
  const { message, mayDelete, handlers } = props;
  const { onReply, onPin, onUnread, onOrder, onEdit } = handlers;
  const isTheirs = message.authorId !== useMe().id;
  const t = useTranslations("chat.messages");
  const tm = useTranslations("marks");
  const order = useTranslations("moderation");
  const toast = useToast();
  const copy = async () => {
    const copied = await copyText(fromBody(message.body, nameOf).text);
    toast(copied ? { text: t("copied") } : { text: t("copyFailed"), tone: "danger" });
  };
  return (
    <DropdownMenu
      open={props.menuOpen}
      onOpenChange={props.onMenuOpenChange}
      trigger={props.trigger}
    >
      {onReply ? (
        <MenuItem icon={<Reply aria-hidden />} onSelect={() => onReply(message)}>
          {tm("reply")}
        </MenuItem>
      ) : null}
      {message.body === "" ? null : (
        <MenuItem icon={<Copy aria-hidden />} onSelect={() => void copy()}>
          {t("copy")}
        </MenuItem>
      )}
      <MenuItem icon={<Link aria-hidden />} onSelect={() => handlers.onLink(message)}>
        {tm("link.copy")}
      </MenuItem>
      {onPin ? (
        <MenuItem
          icon={message.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
          onSelect={() => onPin(message)}
        >
          {tm(message.pinned ? "pins.unpin" : "pins.pin")}
        </MenuItem>
      ) : null}
      {onUnread ? (
        <MenuItem icon={<MailOpen aria-hidden />} onSelect={() => onUnread(message)}>
          {tm("unread.mark")}
        </MenuItem>
      ) : null}
      {findShareableImages(message).length > 0 ? (
        <MenuItem icon={<Share2 aria-hidden />} onSelect={() => handlers.onShare(message)}>
          {t("share")}
        </MenuItem>
      ) : null}
      {!isTheirs && onEdit ? (
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => onEdit(message)}>
          {t("edit")}
        </MenuItem>
      ) : null}
      {isTheirs ? (
        <MenuItem icon={<Flag aria-hidden />} onSelect={() => handlers.onReport(message)}>
          {order("report.action")}
        </MenuItem>
      ) : null}
      {isTheirs && onOrder ? (
        <MenuItem icon={<Gavel aria-hidden />} onSelect={() => onOrder(message)}>
          {order("order.menu")}
        </MenuItem>
      ) : null}
      {mayDelete ? (
        <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => handlers.onDelete(message)}>
          {t("delete")}
        </MenuItem>
      ) : null}
    </DropdownMenu>
  );
}
