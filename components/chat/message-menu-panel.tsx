"use client";

import { Copy, Pencil, Share2, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import type { MenuPanelProps } from "@/components/ui/menu-on-demand";
import { useToast } from "@/components/ui/toast";
import { copyText } from "@/lib/client/copy-text";
import { findShareableImages } from "@/lib/client/shareable-images";
import type { MessageActionsProps } from "./message-actions";

/** What can be done with a message. */
export function MessageMenuPanel(props: MenuPanelProps & MessageActionsProps) {
  const { message, mayEdit, mayDelete } = props;
  const t = useTranslations("chat.messages");
  const toast = useToast();
  const copy = async () => {
    const copied = await copyText(message.body);
    toast(copied ? { text: t("copied") } : { text: t("copyFailed"), tone: "danger" });
  };
  return (
    <DropdownMenu
      open={props.menuOpen}
      onOpenChange={props.onMenuOpenChange}
      trigger={props.trigger}
    >
      {message.body === "" ? null : (
        <MenuItem icon={<Copy aria-hidden />} onSelect={() => void copy()}>
          {t("copy")}
        </MenuItem>
      )}
      {findShareableImages(message).length > 0 ? (
        <MenuItem icon={<Share2 aria-hidden />} onSelect={props.onShare}>
          {t("share")}
        </MenuItem>
      ) : null}
      {mayEdit ? (
        <MenuItem icon={<Pencil aria-hidden />} onSelect={props.onEdit}>
          {t("edit")}
        </MenuItem>
      ) : null}
      {mayDelete ? (
        <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={props.onDelete}>
          {t("delete")}
        </MenuItem>
      ) : null}
    </DropdownMenu>
  );
}
