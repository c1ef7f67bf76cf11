"use client";

import { clsx } from "clsx";
import { ImagePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef, type ChangeEvent, type ReactNode } from "react";
import { useFileDrop } from "@/components/chat/use-file-drop";
import { useFileSize } from "@/components/chat/use-file-size";
import { Button } from "@/components/ui/button";
import type { ShareSide } from "@/lib/share/schema";
import type { ChosenPicture } from "./use-pictures";

type PictureSlotProps = {
  side: ShareSide;
  picture: ChosenPicture | null;
  error: ReactNode;
  disabled: boolean;
  onFiles: (files: readonly File[]) => void;
  onBroken: () => void;
  onRemove: () => void;
};

/** Where one picture goes: by drop, by the picker, or by paste (which the page hears); then its preview. */
export function PictureSlot(props: PictureSlotProps) {
  const { side, picture, error, disabled, onFiles } = props;
  const t = useTranslations("shares.new");
  const size = useFileSize();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const chooser = useRef<HTMLButtonElement>(null);
  const drop = useFileDrop(disabled ? null : onFiles);

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // The same file may be chosen again.
    event.target.value = "";
    if (files.length > 0) onFiles(files);
  };
  const open = () => input.current?.click();
  const describedBy = [`${id}-hint`, error ? `${id}-error` : ""].filter(Boolean).join(" ");
  const common = {
    ref: chooser,
    disabled,
    onClick: open,
    "aria-describedby": describedBy,
    "data-invalid": error ? true : undefined,
  };
  return (
    <div role="group" aria-labelledby={`${id}-label`} className="min-w-0 space-y-1.5">
      <p id={`${id}-label`} className="text-sm font-medium">
        {t(`sides.${side}`)}
      </p>
      <div
        {...drop.handlers}
        className={clsx(
          "flex flex-col overflow-hidden rounded-xl border-2 transition-colors",
          drop.isOver ? "border-accent bg-accent-soft" : error ? "border-danger" : "border-line",
          picture ? "bg-surface" : "border-dashed",
          !picture && !error && !drop.isOver && "border-line-strong",
        )}
      >
        {picture ? (
          <>
            <img
              src={picture.url}
              alt={t("preview", { name: picture.file.name })}
              onError={props.onBroken}
              className="aspect-[4/3] w-full bg-subtle object-contain"
            />
            <div className="flex flex-wrap gap-x-1 gap-y-1.5 border-t border-line p-2">
              <p className="w-full truncate px-1 text-sm text-muted">
                {t("file", { name: picture.file.name, size: size(picture.file.size) })}
              </p>
              <Button size="sm" {...common}>
                {t("replace")}
              </Button>
              <Button
                size="sm"
                variant="ghost"
                disabled={disabled}
                onClick={() => {
                  props.onRemove();
                  // The button goes with the picture; what takes its place gets the focus.
                  requestAnimationFrame(() => chooser.current?.focus());
                }}
              >
                {t("remove")}
              </Button>
            </div>
          </>
        ) : (
          <button
            type="button"
            {...common}
            className="flex aspect-[4/3] w-full flex-col items-center justify-center gap-2 px-4 text-center outline-offset-[-4px] transition-colors hover:bg-subtle disabled:cursor-not-allowed disabled:opacity-55"
          >
            <ImagePlus aria-hidden size={28} className="text-accent-strong" />
            <span className="text-sm font-medium">
              {drop.isOver ? t("release") : t(`choose.${side}`)}
            </span>
            <span className="text-sm text-balance text-muted pointer-coarse:hidden">
              {t("orDrop")}
            </span>
          </button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label={t(`sides.${side}`)}
        tabIndex={-1}
        className="sr-only"
        disabled={disabled}
        onChange={choose}
      />
      <p id={`${id}-hint`} className="text-sm text-muted">
        {t(`hints.${side}`)}
      </p>
      <div aria-live="polite">
        {error ? (
          <p id={`${id}-error`} className="text-sm text-danger">
            {error}
          </p>
        ) : null}
      </div>
    </div>
  );
}
