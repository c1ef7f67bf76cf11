"use client";

import { clsx } from "clsx";
import { Avatar as Radix } from "radix-ui";
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

/** A picture or initials. Decorative: the name stands beside it as text. */
export function Avatar({ name, image, colorKey, size = "md", className }: AvatarProps) {
  const hue = toHue(colorKey);
  return (
    <Radix.Root
      aria-hidden
      className={clsx(
        "inline-flex shrink-0 overflow-hidden rounded-[28%] select-none",
        sizes[size],
        className,
      )}
    >
      {image ? <Radix.Image src={image} alt="" className="size-full object-cover" /> : null}
      <Radix.Fallback
        className="flex size-full items-center justify-center font-semibold"
        style={{
          // Equal lightness in OKLCH keeps the contrast of the letters the same for every hue.
          backgroundColor: `light-dark(oklch(0.9 0.055 ${hue}), oklch(0.36 0.06 ${hue}))`,
          color: `light-dark(oklch(0.38 0.09 ${hue}), oklch(0.92 0.05 ${hue}))`,
        }}
      >
        {toInitials(name)}
      </Radix.Fallback>
    </Radix.Root>
  );
}
