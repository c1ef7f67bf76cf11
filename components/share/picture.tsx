"use client";

import { clsx } from "clsx";
import { useState, type ReactNode } from "react";

type PictureProps = {
  src: string;
  alt: string;
  /** Not on our own site. */
  isElsewhere: boolean;
  /** The picture that people came for: it is asked for before everything else. */
  isHero?: boolean;
  /** Stands in its place when it does not come. */
  broken: ReactNode;
};

/** A picture, whole, in the frame around it. Without JavaScript a broken one shows its text. */
export function Picture({ src, alt, isElsewhere, isHero = false, broken }: PictureProps) {
  const [isBroken, setBroken] = useState(false);
  const image = (
    <img
      // It may have failed before this code ran.
      ref={(element) => {
        if (element?.complete && element.naturalWidth === 0) setBroken(true);
      }}
      src={src}
      alt={alt}
      onError={() => setBroken(true)}
      fetchPriority={isHero ? "high" : undefined}
      // Nobody elsewhere is told which page shows it.
      referrerPolicy="no-referrer"
      draggable={false}
      className={clsx("size-full object-contain text-sm text-muted", isBroken && "hidden")}
    />
  );
  return (
    <>
      {/* React announces a preload of each image in a header, without its referrer policy; but of none in this element. */}
      {isElsewhere ? <picture className="contents">{image}</picture> : image}
      {isBroken ? broken : null}
    </>
  );
}
