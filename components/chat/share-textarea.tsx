"use client";

import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlLook } from "@/components/ui/control";
import { shareLimits } from "@/lib/share/schema";

type ShareTextareaProps = Omit<ComponentProps<"textarea">, "onChange" | "className"> & {
  value: string;
  onChange: (text: string) => void;
};

/** Several lines: the prompt of a share. */
export function ShareTextarea({ onChange, ...rest }: ShareTextareaProps) {
  return (
    <textarea
      rows={3}
      maxLength={shareLimits.promptCharacters}
      className={clsx(controlLook, "resize-y py-2 text-base md:text-sm")}
      onChange={(event) => onChange(event.target.value)}
      {...rest}
    />
  );
}
