"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { Message } from "@/lib/chat/schema";

type ImageChoiceProps = {
  images: Message["attachments"];
  chosenId: string;
  onChoose: (id: string) => void;
};

/** Which picture of a message is meant; with one, just shows it. */
export function ImageChoice({ images, chosenId, onChoose }: ImageChoiceProps) {
  const t = useTranslations("chat.share");
  const name = useId();
  const [only] = images;
  if (images.length === 1 && only) {
    return (
      <img
        src={only.url}
        alt={only.name}
        className="mx-auto h-40 rounded-lg border border-line object-contain"
      />
    );
  }
  return (
    <fieldset>
      <legend className="text-sm font-medium">{t("which")}</legend>
      <div className="mt-1.5 flex flex-wrap gap-2">
        {images.map((image) => (
          <label
            key={image.id}
            className="cursor-pointer rounded-lg border-2 border-transparent p-0.5 has-checked:border-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              checked={image.id === chosenId}
              onChange={() => onChoose(image.id)}
              className="sr-only"
            />
            <img src={image.url} alt={image.name} className="size-16 rounded object-cover" />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
