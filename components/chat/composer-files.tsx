"use client";

import { CircleAlert, RotateCw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import { attachmentLimits } from "@/lib/attachment/schema";
import type { FileUpload } from "@/lib/client/file-upload";
import { FileIcon } from "./file-icon";
import { useFileSize } from "./use-file-size";
import { useProblemText } from "./use-problem-text";
import type { Uploads } from "./use-uploads";
import { useUploadState } from "./use-upload-state";

/** The files above the composer: previews, how far they are, a way out of each. */
export function ComposerFiles({ uploads }: { uploads: Uploads }) {
  const t = useTranslations("chat.files");
  return (
    <ul aria-label={t("list")} className="flex gap-2 overflow-x-auto px-1 pt-1 pb-2">
      {uploads.list.map((upload) => (
        <ComposerFile key={upload.key} upload={upload} onRemove={() => uploads.remove(upload)} />
      ))}
    </ul>
  );
}

function ComposerFile({ upload, onRemove }: { upload: FileUpload; onRemove: () => void }) {
  const t = useTranslations("chat.files");
  const toText = useProblemText();
  const toSize = useFileSize();
  const state = useUploadState(upload);
  const { name } = upload;
  const failed = state.state === "failed";
  // Trying again makes it no smaller.
  const isTooLarge = upload.size > attachmentLimits.bytes;
  return (
    <li
      className={`flex w-60 shrink-0 items-center gap-2 rounded-lg border p-1.5 ${failed ? "border-danger" : "border-line"}`}
    >
      {upload.previewUrl === null ? (
        <FileIcon type={upload.type} className="m-2.5" />
      ) : (
        <img src={upload.previewUrl} alt="" className="size-11 shrink-0 rounded object-cover" />
      )}
      <div className="min-w-0 flex-1 text-xs">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        {failed ? (
          <p role="alert" className="flex items-start gap-1 text-danger">
            <CircleAlert aria-hidden size={12} className="mt-0.5 shrink-0" />
            {isTooLarge
              ? t("tooLarge", { size: toSize(attachmentLimits.bytes) })
              : toText(state.failure)}
          </p>
        ) : (
          <p className="text-muted">
            {toSize(upload.size)}
            {state.state === "done" ? ` · ${t("ready")}` : null}
          </p>
        )}
        {state.state === "uploading" ? (
          <div
            role="progressbar"
            aria-label={t("uploading", { name })}
            aria-valuenow={Math.round(state.part * 100)}
            className="mt-1 h-1 overflow-hidden rounded-full bg-subtle"
          >
            <div className="h-full bg-accent" style={{ width: `${state.part * 100}%` }} />
          </div>
        ) : null}
      </div>
      <div className="flex shrink-0 flex-col">
        {failed && !isTooLarge ? (
          <IconButton
            size="sm"
            label={t("retry", { name })}
            // Its failure is shown as that of the first try was.
            onClick={() => void upload.upload().catch(() => undefined)}
          >
            <RotateCw aria-hidden />
          </IconButton>
        ) : null}
        <IconButton
          size="sm"
          label={state.state === "uploading" ? t("cancel", { name }) : t("remove", { name })}
          onClick={onRemove}
        >
          <X aria-hidden />
        </IconButton>
      </div>
    </li>
  );
}
