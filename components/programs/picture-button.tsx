"use client";

import { useTranslations } from "next-intl";
import { useRef, useState, type ChangeEvent } from "react";
import { Avatar } from "@/components/ui/avatar";
import { toSquarePicture } from "@/components/settings/square-picture";

type PictureButtonProps = {
  program: { id: string; name: string; image: string | null };
  /** Resolves when the picture is kept; throws nothing. */
  onChoose: (picture: Blob) => void;
};

/** The picture of a program; a press chooses another one. */
export function PictureButton({ program, onChoose }: PictureButtonProps) {
  const t = useTranslations("programs");
  const input = useRef<HTMLInputElement>(null);
  const [broken, setBroken] = useState(false);

  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file may be chosen again.
    event.target.value = "";
    if (!file) return;
    const picture = await toSquarePicture(file).catch(() => null);
    setBroken(picture === null);
    if (picture) onChoose(picture);
  };

  return (
    <span className="shrink-0">
      <button
        type="button"
        aria-label={t("choosePicture", { name: program.name })}
        title={t("choosePicture", { name: program.name })}
        className="flex size-10 items-center justify-center rounded-lg hover:bg-subtle"
        onClick={() => input.current?.click()}
      >
        <Avatar name={program.name} image={program.image} colorKey={program.id} size="sm" />
      </button>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label={t("choosePicture", { name: program.name })}
        tabIndex={-1}
        aria-hidden
        className="sr-only"
        onChange={(event) => void choose(event)}
      />
      <span role="alert" className="block max-w-24 text-xs text-danger">
        {broken ? t("pictureBroken") : null}
      </span>
    </span>
  );
}
