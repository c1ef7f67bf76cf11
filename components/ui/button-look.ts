import { cva } from "class-variance-authority";

/** The classes of a button, also for links that look like one. */
export const buttonLook = cva(
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
