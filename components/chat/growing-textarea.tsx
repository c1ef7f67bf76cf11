"use client";

import { useLayoutEffect, useRef, type ComponentProps, type Ref } from "react";

type GrowingTextareaProps = Omit<ComponentProps<"textarea">, "value" | "ref"> & {
  value: string;
  ref: Ref<HTMLTextAreaElement>;
};

/** A text area as high as its text, up to its `max-height`. */
export function GrowingTextarea({ ref, value, ...rest }: GrowingTextareaProps) {
  const own = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = own.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [value]);
  return (
    <textarea
      rows={1}
      value={value}
      ref={(element) => {
        own.current = element;
        if (typeof ref === "function") return ref(element);
        if (ref) ref.current = element;
      }}
      {...rest}
    />
  );
}
