import "react";

declare module "react" {
  /** Variables that a component hands to its classes, such as `w-[var(--width)]`. */
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined;
  }
}
