"use client";

import { Copy, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { useToast } from "@/components/ui/toast";
import type { Message } from "@/lib/chat/schema";
import { copyText } from "@/lib/client/copy-text";

type MessageActionsProps = {
  message: Message;
  mayEdit: boolean;
  mayDelete: boolean;
  onEdit: () => void;
  onDelete: () => void;
  menuOpen: boolean;
  onMenuOpenChange: (open: boolean) => void;
};

/** The tools in the corner of the message that is pointed at or has the focus. */
export function MessageActions(props: MessageActionsProps) {
  const { message, mayEdit, mayDelete } = props;
  const t = useTranslations("chat.messages");
  const toast = useToast();
  const copy = async () => {
    const copied = await copyText(message.body);
    toast(copied ? { text: t("copied") } : { text: t("copyFailed"), tone: "danger" });
  };
  return (
    <div className="absolute -top-3 right-3 flex rounded-lg border border-line bg-raised p-0.5 shadow-raised">
      {mayEdit ? (
        <IconButton label={t("edit")} size="sm" onClick={props.onEdit}>
          <Pencil aria-hidden />
        </IconButton>
      ) : null}
      <DropdownMenu
        open={props.menuOpen}
        onOpenChange={props.onMenuOpenChange}
        trigger={
          <button
            type="button"
            aria-label={t("actions", { name: message.authorName })}
            className="inline-flex size-10 items-center justify-center rounded-lg text-muted hover:bg-subtle hover:text-ink md:size-8"
          >
            <Ellipsis aria-hidden size={18} />
          </button>
        }
      >
        <MenuItem icon={<Copy aria-hidden />} onSelect={() => void copy()}>
          {t("copy")}
        </MenuItem>
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
    </div>
  );
}
