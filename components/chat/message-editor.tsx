"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { limits } from "@/lib/chat/schema";
import { countCharacters } from "@/lib/client/characters";
import { isComposing } from "./composing";
import { GrowingTextarea } from "./growing-textarea";
import { useProblemText } from "./use-problem-text";

type MessageEditorProps = {
  body: string;
  /** Resolves when the server has the new text; a rejection is shown and nothing is lost. */
  onSave: (body: string) => Promise<void>;
  onClose: () => void;
};

/** Edits a message in its place: Enter saves, Shift+Enter breaks the line, Esc gives up. */
export function MessageEditor({ body, onSave, onClose }: MessageEditorProps) {
  const t = useTranslations("chat.messages");
  const common = useTranslations("common");
  const toText = useProblemText();
  const [text, setText] = useState(body);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const length = countCharacters(text);
  const sendable = length > 0 && length <= limits.bodyCharacters;

  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

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

  return (
    <div className="mt-1 rounded-lg border border-line-strong bg-surface p-2 focus-within:border-accent">
      <GrowingTextarea
        ref={field}
        aria-label={t("editLabel")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          // The list must not take these keys for walking from message to message.
          event.stopPropagation();
          if (event.key === "Escape") onClose();
          if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            void save();
          }
        }}
        className="max-h-[40dvh] w-full resize-none bg-transparent text-base outline-none md:text-[0.9375rem]"
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
