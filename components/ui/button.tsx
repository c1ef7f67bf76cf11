import { cva, type VariantProps } from "class-variance-authority";
// Not from "radix-ui": in a server component that would bring every primitive along.
import * as Slot from "radix-ui/slot";
import type { ComponentProps } from "react";
import { Spinner } from "./spinner";

const look = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-55 aria-busy:cursor-progress",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent hover:bg-accent-strong",
        secondary: "border border-line bg-raised text-ink hover:bg-subtle",
        ghost: "text-muted hover:bg-subtle hover:text-ink",
        danger: "bg-danger-solid text-white hover:brightness-110",
      },
      size: {
        sm: "h-10 px-3 text-sm md:h-8",
        md: "h-10 px-4 text-sm md:h-9",
        lg: "h-11 px-5 text-base",
      },
      wide: { true: "w-full", false: "" },
    },
    defaultVariants: { variant: "secondary", size: "md", wide: false },
  },
);

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof look> & {
    /** Draws its only child (a link) as a button. */
    asChild?: boolean;
    /** Shows a spinner and refuses further presses, without losing the focus. */
    busy?: boolean;
  };

/** A button; `type="button"` unless told otherwise. */
export function Button({
  variant,
  size,
  wide,
  asChild,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const classes = look({ variant, size, wide, className });
  if (asChild) {
    return (
      <Slot.Root className={classes} onClick={onClick} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      className={classes}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  );
}
