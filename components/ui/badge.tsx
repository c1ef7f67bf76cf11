import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

const look = cva(
  "inline-flex items-center justify-center gap-1 rounded-full px-1.5 text-[0.6875rem] leading-[1.125rem] font-semibold whitespace-nowrap",
  {
    variants: {
      tone: {
        neutral: "bg-subtle text-muted",
        accent: "bg-accent-soft text-accent-strong",
        strong: "bg-accent text-on-accent",
        warn: "bg-warn-soft text-warn",
        danger: "bg-danger-solid text-white",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export function Badge({
  tone,
  className,
  ...rest
}: ComponentProps<"span"> & VariantProps<typeof look>) {
  return <span className={look({ tone, className })} {...rest} />;
}
