import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlLook } from "./control";

/** Several lines of text. Give it a label with `Field`. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      className={clsx(controlLook, "min-h-20 py-2 text-base md:text-sm", className)}
      {...rest}
    />
  );
}
