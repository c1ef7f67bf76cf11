import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { Tooltip } from "./tooltip";

const look = cva(
  "touch-area inline-flex shrink-0 items-center justify-center rounded-lg transition-colors disabled:cursor-not-allowed disabled:opacity-55 data-[state=open]:bg-subtle data-[state=open]:text-ink [&_svg]:size-[1.125rem]",
  {
    variants: {
      variant: {
        ghost: "text-muted hover:bg-subtle hover:text-ink",
        solid: "bg-accent text-on-accent hover:bg-accent-strong",
        danger: "text-muted hover:bg-danger-soft hover:text-danger",
      },
      size: { sm: "size-10 md:size-8", md: "size-10 md:size-9" },
    },
    defaultVariants: { variant: "ghost", size: "md" },
  },
);

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> &
  VariantProps<typeof look> & {
    /** What it does, for screen readers and as tooltip. */
    label: string;
  };

/** A button that shows only an icon. */
export function IconButton({ label, variant, size, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        className={look({ variant, size, className })}
        {...rest}
      />
    </Tooltip>
  );
}
