"use client";

import { ChevronLeft, ChevronRight, Download, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { ShownFile } from "./message-files";

type ImageViewerProps = {
  images: readonly ShownFile[];
  startKey: string;
  onClose: () => void;
  /** Takes the focus back. */
  onClosed: () => void;
};

/** The pictures of a message, large, one at a time. Esc closes, arrow keys walk; the focus returns to where it was. */
export function ImageViewer({ images, startKey, onClose, onClosed }: ImageViewerProps) {
  const t = useTranslations("chat.files");
  const common = useTranslations("common");
  const [index, setIndex] = useState(() =>
    Math.max(
      0,
      images.findIndex(({ key }) => key === startKey),
    ),
  );
  const image = images[index];
  if (!image) return null;
  const { name, url } = image;
  const walk = (by: number) =>
    setIndex((current) => Math.min(images.length - 1, Math.max(0, current + by)));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft") walk(-1);
    if (event.key === "ArrowRight") walk(1);
  };
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-canvas" />
        <Radix.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed();
          }}
          className="fixed inset-0 z-40 flex flex-col outline-none"
        >
          <header className="flex items-center gap-1 px-3 py-2">
            <Radix.Title className="min-w-0 flex-1 truncate text-sm font-medium">
              {name}
            </Radix.Title>
            {images.length > 1 ? (
              <p role="status" className="px-2 text-sm text-muted tabular-nums">
                {t("position", { index: index + 1, count: images.length })}
              </p>
            ) : null}
            {url === null ? null : (
              <a
                href={url}
                download={name}
                aria-label={t("download", { name })}
                className="inline-flex size-10 items-center justify-center rounded-lg text-muted hover:bg-subtle hover:text-ink"
              >
                <Download aria-hidden size={18} />
              </a>
            )}
            <Radix.Close asChild>
              <IconButton label={common("close")}>
                <X aria-hidden />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="flex min-h-0 flex-1 items-center justify-center gap-1 px-2 pb-4">
            {images.length > 1 ? (
              <Step label={t("previous")} atEnd={index === 0} onPress={() => walk(-1)}>
                <ChevronLeft aria-hidden />
              </Step>
            ) : null}
            <img
              key={image.key}
              src={url ?? image.previewUrl ?? undefined}
              alt={name}
              className="max-h-full min-w-0 max-w-full flex-initial rounded-lg object-contain"
            />
            {images.length > 1 ? (
              <Step label={t("next")} atEnd={index === images.length - 1} onPress={() => walk(1)}>
                <ChevronRight aria-hidden />
              </Step>
            ) : null}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type StepProps = { label: string; atEnd: boolean; onPress: () => void; children: ReactNode };

/** Stays at the end of the row, so that the picture does not move and the focus is not lost. */
function Step({ label, atEnd, onPress, children }: StepProps) {
  return (
    <IconButton
      label={label}
      aria-disabled={atEnd}
      onClick={atEnd ? undefined : onPress}
      className={atEnd ? "opacity-30" : undefined}
    >
      {children}
    </IconButton>
  );
}
