"use client";

import { clsx } from "clsx";
import { SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, type ClipboardEvent, type KeyboardEvent, type RefObject } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { OnDemand } from "@/components/ui/on-demand";
import { useToast } from "@/components/ui/toast";
import { limits } from "@/lib/chat/schema";
import { countCharacters } from "@/lib/client/characters";
import type { OutgoingFile } from "@/lib/sync/types";
import { AttachButton } from "./attach-button";
import { isComposing } from "./composing";
import { GrowingTextarea } from "./growing-textarea";
import { useMe } from "./me";
import { useDraft } from "./use-draft";
import type { Uploads } from "./use-uploads";

/** From here on the composer says how many characters are left. */
const counterFrom = limits.bodyCharacters - 400;

const loadFiles = async () => (await import("./composer-files")).ComposerFiles;

type ComposerProps = {
  roomId: string;
  roomName: string;
  field: RefObject<HTMLTextAreaElement | null>;
  uploads: Uploads;
  onSend: (body: string, files: readonly OutgoingFile[]) => void;
  onTyping: () => void;
  /** Up was pressed in the empty composer. */
  onEditLast: () => void;
};

/** Where messages are written. Never disabled, whatever the connection does. Mount once per room. */
export function Composer(props: ComposerProps) {
  const { roomId, field, uploads, onSend, onTyping } = props;
  const t = useTranslations("chat.composer");
  const toast = useToast();
  const [draft, setDraft] = useDraft(useMe().id, roomId);
  const hintId = useId();
  const length = countCharacters(draft);
  const tooLong = length > limits.bodyCharacters;
  const nearLimit = length > counterFrom;
  const hasFiles = uploads.list.length > 0;
  const sendable = (length > 0 || hasFiles) && !tooLong;

  useEffect(() => {
    // On touch screens the focus would throw up the keyboard before anybody asked for it.
    if (matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, [field]);

  const send = () => {
    if (!sendable) return;
    // A file that cannot go would take the text down with it.
    if (uploads.list.some((upload) => upload.getState().state === "failed")) {
      return toast({ text: t("fileFailed"), tone: "danger" });
    }
    onSend(draft, uploads.take());
    setDraft("");
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && draft === "") {
      event.preventDefault();
      props.onEditLast();
    }
  };

  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
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
          value={draft}
          aria-label={t("label", { name: props.roomName })}
          aria-describedby={nearLimit ? hintId : undefined}
          aria-invalid={tooLong || undefined}
          placeholder={t("placeholder", { name: props.roomName })}
          enterKeyHint="send"
          onChange={(event) => {
            setDraft(event.target.value);
            if (event.target.value.trim() !== "") onTyping();
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className="max-h-[40dvh] min-w-0 flex-1 resize-none bg-transparent py-2 text-base leading-6 outline-none placeholder:truncate placeholder:text-faint md:py-1.5 md:text-[0.9375rem]"
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
