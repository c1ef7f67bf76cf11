import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlLook } from "./control";

/** A line of text. Give it a label with `Field`. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  // 16 px on phones: smaller text makes Safari zoom into the field.
  return <input className={clsx(controlLook, "h-10 text-base md:text-sm", className)} {...rest} />;
}
