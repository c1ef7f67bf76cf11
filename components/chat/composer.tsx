"use client";

import { clsx } from "clsx";
import { SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, type KeyboardEvent, type RefObject } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { limits } from "@/lib/chat/schema";
import { countCharacters } from "@/lib/client/characters";
import { isComposing } from "./composing";
import { GrowingTextarea } from "./growing-textarea";
import { useMe } from "./me";
import { useDraft } from "./use-draft";

/** From here on the composer says how many characters are left. */
const counterFrom = limits.bodyCharacters - 400;

type ComposerProps = {
  roomId: string;
  roomName: string;
  field: RefObject<HTMLTextAreaElement | null>;
  onSend: (body: string) => void;
  onTyping: () => void;
  /** Up was pressed in the empty composer. */
  onEditLast: () => void;
};

/** Where messages are written. Never disabled, whatever the connection does. Mount once per room. */
export function Composer(props: ComposerProps) {
  const { roomId, field, onSend, onTyping } = props;
  const t = useTranslations("chat.composer");
  const [draft, setDraft] = useDraft(useMe().id, roomId);
  const hintId = useId();
  const length = countCharacters(draft);
  const tooLong = length > limits.bodyCharacters;
  const nearLimit = length > counterFrom;

  useEffect(() => {
    // On touch screens the focus would throw up the keyboard before anybody asked for it.
    if (matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, [field]);

  const send = () => {
    if (length === 0 || tooLong) return;
    onSend(draft);
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

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="px-3 pb-3 md:px-4 md:pb-4"
    >
      <div
        className={clsx(
          "flex items-end gap-1 rounded-xl border bg-surface p-1.5 pl-3.5 transition-colors",
          tooLong ? "border-danger" : "border-line-strong focus-within:border-accent",
        )}
      >
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
          className="max-h-[40dvh] min-w-0 flex-1 resize-none bg-transparent py-2 text-base leading-6 outline-none placeholder:truncate placeholder:text-faint md:py-1.5 md:text-[0.9375rem]"
        />
        <IconButton
          type="submit"
          label={t("send")}
          variant={length > 0 && !tooLong ? "solid" : "ghost"}
          aria-disabled={length === 0 || tooLong}
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
