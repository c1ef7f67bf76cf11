"use client";

import { useTranslations } from "next-intl";
import { useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { TypedEarly } from "@/components/ui/early-field";
import { limits, type Message } from "@/lib/chat/schema";
import { countCharacters } from "@/lib/client/characters";
import { formatByKey, pasteLink } from "@/lib/client/format-text";
import { addMention, changeText, fromBody, toBody } from "@/lib/client/mention-text";
import { Completion } from "./completion";
import { isComposing } from "./composing";
import { GrowingTextarea } from "./growing-textarea";
import { nameOf } from "./use-name";
import { useProblemText } from "./use-problem-text";

type MessageEditorProps = {
  roomId: string;
  body: string;
  /** What was typed before it was there. */
  typed: TypedEarly;
  /** Resolves when the server has the new text; a rejection is shown and nothing is lost. */
  onSave: (body: string) => Promise<void>;
  onClose: () => void;
};

const noMessages: readonly Message[] = [];

/** Edits a message in its place: Enter saves, Shift+Enter breaks the line, Esc gives up. */
export function MessageEditor({ roomId, body, typed, onSave, onClose }: MessageEditorProps) {
  const t = useTranslations("chat.messages");
  const common = useTranslations("common");
  const toText = useProblemText();
  const [content, setContent] = useState(() => {
    const before = fromBody(body, nameOf);
    return changeText(before, before.text + typed.text);
  });
  const text = toBody(content);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const length = countCharacters(text);
  const sendable = length > 0 && length <= limits.bodyCharacters;

  const save = async () => {
    if (busy || !sendable) return;
    if (text.trim() === body) return onClose();
    setBusy(true);
    setFailure(null);
    try {
      await onSave(text);
      onClose();
    } catch (error) {
      setFailure(toText(error));
      setBusy(false);
    }
  };

  // Before the next key can come.
  useLayoutEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
    // As if Enter came now.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    if (typed.entered) void save();
    // Once, with what it begins with.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  return (
    <div className="mt-1 rounded-lg border border-line-strong bg-surface p-2 focus-within:border-accent">
      <GrowingTextarea
        ref={field}
        aria-label={t("editLabel")}
        value={content.text}
        onChange={(event) => {
          const next = event.target.value;
          setContent((before) => changeText(before, next));
        }}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          // The list must not take these keys for walking from message to message.
          event.stopPropagation();
          if (field.current && formatByKey(field.current, event)) event.preventDefault();
          if (event.key === "Escape") onClose();
          if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            void save();
          }
        }}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData("text/plain");
          if (field.current && pasteLink(field.current, pasted)) event.preventDefault();
        }}
        className="max-h-[40dvh] w-full resize-none bg-transparent text-base outline-none md:text-[0.9375rem]"
      />
      <Completion
        field={field}
        content={content}
        roomId={roomId}
        messages={noMessages}
        onMention={(mention) => setContent((before) => addMention(before, mention))}
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p role="status" className="min-w-0 flex-1 text-xs text-muted">
          {failure ? <span className="text-danger">{failure}</span> : t("editHint")}
        </p>
        <Button size="sm" variant="ghost" onClick={onClose}>
          {common("cancel")}
        </Button>
        <Button size="sm" variant="primary" busy={busy} disabled={!sendable} onClick={save}>
          {common("save")}
        </Button>
      </div>
    </div>
  );
}
