"use client";

import type { ComponentProps, ReactNode } from "react";
import { Field } from "./field";
import { Input } from "./input";

type TextFieldProps = Omit<ComponentProps<"input">, "id" | "onChange"> & {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  onChange: (value: string) => void;
};

/** A line of text with its label, hint and error. */
export function TextField({ label, hint, error, onChange, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <Input {...wiring} {...input} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  );
}
