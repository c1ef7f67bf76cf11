"use client";

import { clsx } from "clsx";
import { ImageOff } from "lucide-react";
import { useState } from "react";
import type { Share } from "@/lib/share/schema";

/**
 * The picture of a share, filling the box around it; the left half of one with two pictures shows the one before. For the
 * eye only: what it shows is said beside it.
 */
export function ShareThumb({ share }: { share: Pick<Share, "generatedUrl" | "originalUrl"> }) {
  const [broken, setBroken] = useState(false);
  if (broken) {
    return (
      <span className="flex size-full items-center justify-center bg-subtle text-faint">
        <ImageOff aria-hidden size={24} />
      </span>
    );
  }
  const look = "absolute inset-0 size-full object-cover";
  const image = (url: string, className: string) => (
    <img
      src={url}
      alt=""
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
      className={clsx(look, className)}
    />
  );
  return (
    <span className="relative block size-full overflow-hidden bg-subtle">
      {image(share.generatedUrl, "")}
      {share.originalUrl ? (
        <>
          {image(share.originalUrl, "[clip-path:inset(0_50%_0_0)]")}
          <span
            aria-hidden
            className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-white"
          />
        </>
      ) : null}
    </span>
  );
}
