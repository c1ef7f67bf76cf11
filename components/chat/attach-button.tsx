"use client";

import { Paperclip } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { IconButton } from "@/components/ui/icon-button";

/**
 * What the file dialog offers first. With JPEG and PNG named, and HEIC not, phones hand over photos as JPEG.
 * The server looks for itself.
 */
const offered =
  "image/png,image/jpeg,image/webp,image/gif,video/mp4,video/webm,audio/*,application/pdf,text/*,.txt,.md,.csv,.json,.log";

/** Chooses files for the message that is being written. */
export function AttachButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const t = useTranslations("chat.files");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={t("attach")} onClick={() => input.current?.click()}>
        <Paperclip aria-hidden />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={offered}
        aria-label={t("attach")}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file can be chosen again after it was removed.
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
