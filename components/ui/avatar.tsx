"use client";

import { clsx } from "clsx";
import { useState } from "react";
import { toHue, toInitials } from "./initials";

const sizes = {
  xs: "size-5 text-[0.5625rem]",
  sm: "size-7 text-[0.6875rem]",
  md: "size-9 text-sm",
  xl: "size-20 text-2xl",
};

type AvatarProps = {
  name: string;
  image: string | null;
  /** What the colour is made from when there is no picture: stays the same for the same key. */
  colorKey: string;
  size?: keyof typeof sizes;
  className?: string;
};

/** A picture, or initials while there is none. Decorative: the name stands beside it as text. */
export function Avatar({ name, image, colorKey, size = "md", className }: AvatarProps) {
  const [brokenImage, setBrokenImage] = useState<string | null>(null);
  const hue = toHue(colorKey);
  return (
    <span
      aria-hidden
      // Drawn, not written: it is no text of the button or link that it stands in.
      data-initials={toInitials(name)}
      className={clsx(
        "relative inline-flex shrink-0 items-center justify-center overflow-hidden rounded-[28%] font-semibold select-none before:content-[attr(data-initials)]",
        sizes[size],
        className,
      )}
      style={{
        // Equal lightness in OKLCH keeps the contrast of the letters the same for every hue.
        backgroundColor: `light-dark(oklch(0.9 0.055 ${hue}), oklch(0.36 0.06 ${hue}))`,
        color: `light-dark(oklch(0.38 0.09 ${hue}), oklch(0.92 0.05 ${hue}))`,
      }}
    >
      {image !== null && image !== brokenImage ? (
        <img
          src={image}
          alt=""
          loading="lazy"
          onError={() => setBrokenImage(image)}
          className="absolute inset-0 size-full object-cover"
        />
      ) : null}
    </span>
  );
}
