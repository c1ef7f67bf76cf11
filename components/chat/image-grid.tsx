"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useState, type MouseEvent } from "react";
import { toImageBox } from "@/lib/client/image-box";
import type { ShownFile } from "./message-files";

type ImageGridProps = {
  images: readonly ShownFile[];
  onOpen: (key: string, from: HTMLElement) => void;
};

/** Pictures of a message: one in its own shape, several as squares. Their place is taken before they have come. */
export function ImageGrid({ images, onOpen }: ImageGridProps) {
  const [first] = images;
  if (images.length === 1 && first) {
    return (
      <div className="mt-1 max-w-full" style={toImageBox(first)}>
        <Thumbnail image={first} onOpen={onOpen} />
      </div>
    );
  }
  return (
    <div
      className={clsx(
        "mt-1 grid gap-1",
        images.length > 4 ? "max-w-96 grid-cols-3" : "max-w-80 grid-cols-2",
      )}
    >
      {images.map((image) => (
        <div key={image.key} className="aspect-square">
          <Thumbnail image={image} onOpen={onOpen} />
        </div>
      ))}
    </div>
  );
}

const frame = "block size-full overflow-hidden rounded-lg border border-line bg-subtle";

function Thumbnail({
  image,
  onOpen,
}: {
  image: ShownFile;
  onOpen: (key: string, from: HTMLElement) => void;
}) {
  const t = useTranslations("chat.files");
  // A preview whose memory was given free gives way to the picture itself.
  const [previewFailed, setPreviewFailed] = useState(false);
  const { name, url } = image;
  const src = previewFailed ? url : (image.previewUrl ?? url);
  const picture = src ? (
    <img
      src={src}
      alt={name}
      width={image.width ?? undefined}
      height={image.height ?? undefined}
      loading="lazy"
      decoding="async"
      onError={() => setPreviewFailed(true)}
      className="size-full object-cover"
    />
  ) : null;
  if (url === null) return <div className={frame}>{picture}</div>;
  const open = (event: MouseEvent<HTMLElement>) => {
    // With a modifier it opens as any link does.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(image.key, event.currentTarget);
  };
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener"
      aria-label={t("open", { name })}
      onClick={open}
      className={frame}
    >
      {picture}
    </a>
  );
}
