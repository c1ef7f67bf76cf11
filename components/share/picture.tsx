"use client";

import { clsx } from "clsx";
import { useState, type ReactNode } from "react";

type PictureProps = {
  src: string;
  alt: string;
  /** The picture that people came for: it is asked for before everything else. */
  isHero?: boolean;
  /** Stands in its place when it does not come. */
  broken: ReactNode;
};

/** A picture, whole, in the frame around it. Without JavaScript a broken one shows its text. */
export function Picture({ src, alt, isHero = false, broken }: PictureProps) {
  const [isBroken, setBroken] = useState(false);
  return (
    <>
      <img
        // It may have failed before this code ran.
        ref={(image) => {
          if (image?.complete && image.naturalWidth === 0) setBroken(true);
        }}
        src={src}
        alt={alt}
        onError={() => setBroken(true)}
        fetchPriority={isHero ? "high" : undefined}
        // An address elsewhere is not told which page shows it.
        referrerPolicy="no-referrer"
        draggable={false}
        className={clsx("size-full object-contain text-sm text-muted", isBroken && "hidden")}
      />
      {isBroken ? broken : null}
    </>
  );
}
