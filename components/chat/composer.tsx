"use client";

import { clsx } from "clsx";
import { SendHorizontal, Smile } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  useEffect,
  useId,
  useImperativeHandle,
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
  type RefObject,
} from "react";
import { IconButton } from "@/components/ui/icon-button";
import { MenuOnDemand } from "@/components/ui/menu-on-demand";
import { OnDemand } from "@/components/ui/on-demand";
import { useToast } from "@/components/ui/toast";
import { limits, type Message } from "@/lib/chat/schema";
import { countCharacters } from "@/lib/client/characters";
import { formatByKey, pasteLink } from "@/lib/client/format-text";
import { toBody } from "@/lib/client/mention-text";
import { toMessageLabel } from "@/lib/client/message-label";
import { isApple, isShortcut } from "@/lib/client/shortcuts";
import { typeText } from "@/lib/client/type-text";
import type { OutgoingFile } from "@/lib/sync/types";
import { AttachButton } from "./attach-button";
import { Completion } from "./completion";
import { isComposing } from "./composing";
import { GrowingTextarea } from "./growing-textarea";
import { useMe } from "./me";
import { ReplyLine } from "./reply-line";
import { useDraft } from "./use-draft";
import type { Uploads } from "./use-uploads";
import { nameOf } from "./use-name";

/** From here on the composer says how many characters are left. */
const counterFrom = limits.bodyCharacters - 400;

const loadFiles = async () => (await import("./composer-files")).ComposerFiles;
const loadEmojiPopover = async () => (await import("./emoji-popover")).EmojiPopover;

/** What the list may ask of the composer. */
export type ComposerHandle = { reply: (message: Message) => void };

type ComposerProps = {
  roomId: string;
  roomName: string;
  field: RefObject<HTMLTextAreaElement | null>;
  uploads: Uploads;
  /** Resolves when the message is kept beyond the page, or cannot be. */
  onSend: (body: string, options: PostOptions) => Promise<void>;
  onTyping: () => void;
  /** Whether the room takes nothing of me at the moment: then what is written stays. */
  isHeld: () => boolean;
  /** Up was pressed in the empty composer. */
  onEditLast: () => void;
  /** Says who spoke last. */
  messages: readonly Message[];
  ref: Ref<ComposerHandle>;
};

type PostOptions = { replyTo: string | null; files: readonly OutgoingFile[] };

/** Where messages are written. Never disabled, whatever the connection does. Mount once per room. */
export function Composer({
  roomId,
  roomName,
  field,
  uploads,
  onSend,
  onTyping,
  isHeld,
  onEditLast,
  messages,
  ref,
}: ComposerProps) {
  const t = useTranslations("chat.composer");
  const emojiT = useTranslations("compose.emoji");
  const toast = useToast();
  const { text, mentions, replyTo, ...acts } = useDraft(useMe().id, roomId);
  const hintId = useId();
  const body = toBody({ text, mentions });
  const length = countCharacters(body);
  const tooLong = length > limits.bodyCharacters;
  const nearLimit = length > counterFrom;
  const hasFiles = uploads.list.length > 0;
  const sendable = (length > 0 || hasFiles) && !tooLong;

  useEffect(() => {
    // On touch screens the focus would throw up the keyboard before anybody asked for it.
    if (matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, [field]);

  useImperativeHandle(ref, () => ({
    reply: (message) => {
      const { id, authorName } = message;
      acts.reply({ id, name: authorName, label: toMessageLabel(message, nameOf) });
      field.current?.focus();
    },
  }));

  const send = () => {
    if (!sendable || isHeld()) return;
    // A file that cannot go would take the text down with it.
    if (uploads.list.some((upload) => upload.getState().state === "failed")) {
      return toast({ text: t("fileFailed"), tone: "danger" });
    }
    acts.send(onSend(body, { replyTo: replyTo?.id ?? null, files: uploads.take() }));
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (text === "" && isShortcut(event.nativeEvent, "editLast", isApple())) {
      event.preventDefault();
      onEditLast();
    } else if (event.key === "Escape" && replyTo) acts.reply(null);
    else if (field.current && formatByKey(field.current, event)) event.preventDefault();
  };

  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (field.current && pasteLink(field.current, event.clipboardData.getData("text/plain"))) {
      return event.preventDefault();
    }
    // Text that is copied from a document may bring a picture of itself.
    if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    uploads.add(files);
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="px-3 pb-3 md:px-4 md:pb-4"
    >
      {replyTo ? (
        <ReplyLine
          target={replyTo}
          onCancel={() => {
            acts.reply(null);
            field.current?.focus();
          }}
        />
      ) : null}
      {hasFiles ? (
        <OnDemand load={loadFiles} onFailure={() => uploads.take().forEach((file) => file.drop())}>
          {(ComposerFiles) => <ComposerFiles uploads={uploads} />}
        </OnDemand>
      ) : null}
      <div
        className={clsx(
          "flex items-end gap-1 rounded-xl border bg-surface p-1.5 transition-colors",
          tooLong ? "border-danger" : "border-line-strong focus-within:border-accent",
        )}
      >
        <AttachButton
          onFiles={(files) => {
            uploads.add(files);
            field.current?.focus();
          }}
        />
        <GrowingTextarea
          ref={field}
          value={text}
          data-composer
          aria-label={t("label", { name: roomName })}
          aria-describedby={nearLimit ? hintId : undefined}
          aria-invalid={tooLong || undefined}
          placeholder={t("placeholder", { name: roomName })}
          enterKeyHint="send"
          onChange={(event) => {
            acts.change(event.target.value);
            if (event.target.value.trim() !== "") onTyping();
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className="max-h-[40dvh] min-w-0 flex-1 resize-none bg-transparent py-2 text-base leading-6 outline-none placeholder:truncate placeholder:text-faint md:py-1.5 md:text-[0.9375rem]"
        />
        <Completion
          field={field}
          content={{ text, mentions }}
          roomId={roomId}
          messages={messages}
          onMention={acts.mention}
        />
        <MenuOnDemand
          popup="dialog"
          load={loadEmojiPopover}
          field={emojiT("search")}
          panelProps={{
            onPick: (emoji: string) => field.current && typeText(field.current, emoji),
            onClosed: () => field.current?.focus(),
          }}
          trigger={
            <IconButton label={emojiT("open")}>
              <Smile aria-hidden />
            </IconButton>
          }
        />
        <IconButton
          type="submit"
          label={t("send")}
          variant={sendable ? "solid" : "ghost"}
          aria-disabled={!sendable}
          // Keeps the keyboard of phones open.
          onPointerDown={(event) => event.preventDefault()}
        >
          <SendHorizontal aria-hidden />
        </IconButton>
      </div>
      {nearLimit ? (
        <p
          id={hintId}
          role="status"
          className={clsx("px-2 pt-1 text-xs", tooLong ? "text-danger" : "text-muted")}
        >
          {tooLong
            ? t("tooLong", { count: length - limits.bodyCharacters })
            : t("remaining", { count: limits.bodyCharacters - length })}
        </p>
      ) : null}
    </form>
  );
}
