"use client";

import { useFormatter, useTranslations } from "next-intl";
import { ShareLinks } from "@/components/shares/share-links";
import { Tooltip } from "@/components/ui/tooltip";
import type { Message } from "@/lib/chat/schema";
import { findLocalPreview } from "@/lib/client/local-previews";
import { useMe } from "./me";
import { MessageActions } from "./message-actions";
import { MessageEditor } from "./message-editor";
import { MessageFiles, type ShownFile } from "./message-files";
import { MessageText } from "./message-text";
import { QuotedMessage } from "./quoted-message";
import { RowFrame } from "./row-frame";

export type MessageHandlers = {
  onEdit: (message: Message) => void;
  onDelete: (message: Message) => void;
  onShare: (message: Message) => void;
  onSave: (message: Message, body: string) => Promise<void>;
  onEditorClose: () => void;
};

type ConfirmedRowProps = {
  message: Message;
  /** The message it answers; undefined when it answers none, null when that one is not loaded. */
  quoted: Message | null | undefined;
  startsGroup: boolean;
  active: boolean;
  editing: boolean;
  menuOpen: boolean;
  onMenuOpenChange: (open: boolean) => void;
  handlers: MessageHandlers;
};

/** A message as the server has it. */
export function ConfirmedRow(props: ConfirmedRowProps) {
  const { message, quoted, editing, handlers } = props;
  const t = useTranslations("chat.messages");
  const me = useMe();
  const deleted = message.deletedAt !== null;
  const mine = message.authorId === me.id;
  return (
    <div className="relative">
      <RowFrame
        author={{
          id: message.authorId,
          name: message.authorName || t("formerMember"),
          image: message.authorImage,
          badge: message.authorBadge,
        }}
        at={message.createdAt}
        startsGroup={props.startsGroup}
        active={props.active && !editing}
      >
        {quoted === undefined ? null : <QuotedMessage message={quoted} />}
        {deleted ? (
          <p className="text-muted italic">{t("deleted")}</p>
        ) : editing ? (
          <MessageEditor
            body={message.body}
            onSave={(body) => handlers.onSave(message, body)}
            onClose={handlers.onEditorClose}
          />
        ) : message.body === "" ? null : (
          <MessageText
            text={message.body}
            mark={message.editedAt === null ? null : <EditedMark at={message.editedAt} />}
          />
        )}
        {message.attachments.length > 0 ? (
          <MessageFiles files={message.attachments.map(toShownFile)} />
        ) : null}
        {deleted || editing ? null : <ShareLinks text={message.body} />}
      </RowFrame>
      {props.active && !deleted && !editing ? (
        <MessageActions
          message={message}
          mayEdit={mine}
          mayDelete={mine || me.role !== "member"}
          onEdit={() => handlers.onEdit(message)}
          onDelete={() => handlers.onDelete(message)}
          onShare={() => handlers.onShare(message)}
          menuOpen={props.menuOpen}
          onMenuOpenChange={props.onMenuOpenChange}
        />
      ) : null}
    </div>
  );
}

function toShownFile(file: Message["attachments"][number]): ShownFile {
  return { ...file, key: file.id, previewUrl: findLocalPreview(file.id) };
}

function EditedMark({ at }: { at: number }) {
  const t = useTranslations("chat.messages");
  const format = useFormatter();
  const time = format.dateTime(at, { dateStyle: "full", timeStyle: "medium" });
  return (
    <Tooltip text={t("editedAt", { time })}>
      <span className="ml-1.5 text-xs text-faint">({t("edited")})</span>
    </Tooltip>
  );
}
