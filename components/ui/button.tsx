import type { VariantProps } from "class-variance-authority";
import { clsx } from "clsx";
import { Children, cloneElement, isValidElement, type ComponentProps } from "react";
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
    const link = Children.only(children);
    if (!isValidElement<ComponentProps<"a">>(link)) return null;
    return cloneElement(link, { className: clsx(classes, link.props.className) });
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
