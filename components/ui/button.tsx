import type { VariantProps } from "class-variance-authority";
// Not from "radix-ui": in a server component that would bring every primitive along.
import * as Slot from "radix-ui/slot";
import type { ComponentProps } from "react";
import { buttonLook } from "./button-look";
import { Spinner } from "./spinner";

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonLook> & {
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
  const classes = buttonLook({ variant, size, wide, className });
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
