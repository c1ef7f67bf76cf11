"use client";

import { Pin } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { ShareLinks } from "@/components/shares/share-links";
import { EarlyField } from "@/components/ui/early-field";
import { Tooltip } from "@/components/ui/tooltip";
import type { Message } from "@/lib/chat/schema";
import { findLocalPreview } from "@/lib/client/local-previews";
import { useMe } from "./me";
import { MessageActions } from "./message-actions";
import { MessageFiles, type ShownFile } from "./message-files";
import { MessageText } from "./message-text";
import { QuotedMessage } from "./quoted-message";
import { Reactions } from "./reactions";
import { RowFrame } from "./row-frame";

const loadEditor = async () => (await import("./message-editor")).MessageEditor;

export type MessageHandlers = {
  /** Not there for who may not write at the moment, as well as `onReply`, `onReact` and `onPin`. */
  onEdit: ((message: Message) => void) | undefined;
  onDelete: (message: Message) => void;
  onShare: (message: Message) => void;
  onReport: (message: Message) => void;
  /** Not there for who does not keep order here. */
  onOrder?: ((message: Message) => void) | undefined;
  onSave: (message: Message, body: string) => Promise<void>;
  onEditorClose: () => void;
  /** Answers it in the composer; not there for who may only read. */
  onReply?: ((message: Message) => void) | undefined;
  /** Goes to the message of this id, which may not be loaded yet. */
  onJump?: ((messageId: string) => void) | undefined;
  /** Puts my reaction on it, or takes it off; these three are not there for who may not. */
  onReact: ((message: Message, emoji: string) => void) | undefined;
  onPin: ((message: Message) => void) | undefined;
  onUnread: ((message: Message) => void) | undefined;
  /** Copies a link to it. */
  onLink: (message: Message) => void;
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
  onHold: (held: boolean) => void;
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
        {quoted === undefined ? null : (
          <QuotedMessage message={quoted} replyTo={message.replyTo} onJump={handlers.onJump} />
        )}
        {message.pinned ? <PinnedMark /> : null}
        {deleted ? (
          <p className="text-muted italic">{t("deleted")}</p>
        ) : editing ? (
          <EarlyField
            load={loadEditor}
            label={t("editLabel")}
            className="sr-only"
            onCancel={handlers.onEditorClose}
          >
            {(MessageEditor, typed) => (
              <MessageEditor
                roomId={message.roomId}
                body={message.body}
                typed={typed}
                onSave={(body) => handlers.onSave(message, body)}
                onClose={handlers.onEditorClose}
              />
            )}
          </EarlyField>
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
        <Reactions message={message} onReact={handlers.onReact} />
      </RowFrame>
      {props.active && !deleted && !editing ? (
        <MessageActions
          message={message}
          mayDelete={mine || me.role !== "member" || handlers.onOrder !== undefined}
          handlers={handlers}
          menuOpen={props.menuOpen}
          onMenuOpenChange={props.onMenuOpenChange}
          onHold={props.onHold}
        />
      ) : null}
    </div>
  );
}

function PinnedMark() {
  const t = useTranslations("marks.pins");
  return (
    <p className="flex items-center gap-1 text-xs text-muted">
      <Pin aria-hidden size={12} />
      {t("mark")}
    </p>
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
