"use client";

import { ArrowLeftRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { ShareSide } from "@/lib/share/schema";
import { PictureSlot } from "./picture-slot";
import type { Pictures } from "./use-pictures";

type PicturePairProps = Pick<Pictures, "pictures" | "put" | "markBroken" | "remove" | "swap"> & {
  errorOf: (side: ShareSide) => string | undefined;
  disabled: boolean;
};

/** The result and what it was made from, side by side. */
export function PicturePair(props: PicturePairProps) {
  const { pictures, put, disabled } = props;
  const t = useTranslations("shares.new");
  /** The first file goes here; a second one where there is room. */
  const take = (side: ShareSide, [first, second]: readonly File[]) => {
    const other = side === "generated" ? "original" : "generated";
    if (first) put(side, first);
    if (second && pictures[other] === null) put(other, second);
  };
  const isEmpty = pictures.generated === null && pictures.original === null;
  return (
    <div className="space-y-4">
      <div className="grid items-start gap-5 sm:grid-cols-2">
        {(["generated", "original"] as const).map((side) => (
          <PictureSlot
            key={side}
            side={side}
            picture={pictures[side]}
            error={props.errorOf(side)}
            disabled={disabled}
            onFiles={(files) => take(side, files)}
            onBroken={() => props.markBroken(side)}
            onRemove={() => props.remove(side)}
          />
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button size="sm" disabled={isEmpty || disabled} onClick={props.swap}>
          <ArrowLeftRight aria-hidden size={16} />
          {t("swap")}
        </Button>
        <p className="min-w-0 flex-1 basis-52 text-sm text-muted">{t("rules")}</p>
      </div>
    </div>
  );
}
